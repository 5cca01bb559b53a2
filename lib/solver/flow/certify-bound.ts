import { bump, type Facts, issuable } from "./certify-facts";
import type { DualCertificate } from "./certificate-model";
import type { Assignment } from "./plan-model";

/** Plan's objective and proved bound of one group, both in penalty form. */
export function groupBounds(
  facts: Facts,
  certificate: DualCertificate,
  assignments: Assignment[],
): { objective: number; bound: number; sane: boolean } {
  const { problem } = facts;
  const { unit, classStep } = certificate;
  const ofGroup = new Set(certificate.goodsIds);
  const lines = problem.lines.filter((l) => ofGroup.has(l.goodsId) && facts.open(l) > 0);
  const priced = pricedSources(facts, certificate);
  // A certificate that counts in larger units than the lines' packs would bound too few plans.
  if (!priced || lines.some((l) => l.packSize % unit !== 0)) return { objective: 0, bound: -Infinity, sane: false };
  const { byGoods } = priced;
  let bound = -priced.cost;
  const boxAt = new Map<string, [number, number]>();
  certificate.box?.lineIds.forEach((id, k) => {
    boxAt.set(id, [certificate.box?.low[k] ?? 0, certificate.box?.high[k] ?? 0]);
  });
  const promised = promisedUnits(facts, unit);
  const movePrice = certificate.costless ? 0 : (problem.previous?.movePrice ?? 0) * unit;
  const servedOf = new Map<string, number>();
  let objective = 0;
  const promisedLeft = new Map(promised);
  for (const a of assignments) {
    const line = facts.lineOf.get(a.lineId);
    if (a.frozen || !line || !ofGroup.has(line.goodsId)) continue;
    bump(servedOf, a.lineId, a.quantityCounted / unit);
    if (certificate.costless) continue;
    const keep = facts.lotOf.get(`${a.storeId}|${a.lotId}`)?.keep ?? 0;
    objective += a.quantityCounted * facts.carryCost(a.storeId, line, a.goodsId) - a.quantityIssued * keep;
    const key = `${a.lineId}|${a.storeId}|${a.goodsId}`;
    const kept = Math.min(promisedLeft.get(key) ?? 0, a.quantityCounted / unit);
    if (kept > 0) {
      objective -= kept * movePrice;
      bump(promisedLeft, key, -kept);
    }
  }

  let dearest = 0;
  for (const line of lines) {
    const need = Math.floor(facts.open(line) / unit);
    const [low, high] = boxAt.get(line.id) ?? [need, need];
    const penalty = certificate.unmetCharge[line.priority - 1];
    const unserved = high - (servedOf.get(line.id) ?? 0);
    if (certificate.box)
      objective +=
        Math.min(unserved, high - low) * penalty + Math.max(0, unserved - (high - low)) * (penalty + 4 * classStep);
    else objective += unserved * penalty;

    // Charge of a unit: at most the penalty and at most the dearest-priced way of getting one.
    let most = certificate.box ? penalty + 4 * classStep : penalty;
    const bends: [number, number][] = certificate.box && high > low ? [[penalty, high - low]] : [];
    const { carry, asked } = facts.ways(line);
    // One promise covers all lots of a store: it is kept from the one that costs least.
    const keeping = new Map<string, number>();
    for (const source of byGoods.get(line.goodsId) ?? []) {
      if (carry[source.store] === Infinity || source.expires < asked[source.store]) continue;
      const cost = certificate.costless ? 0 : (carry[source.store] + source.extra) * unit;
      if (cost > dearest) dearest = cost;
      const charge = cost + source.price;
      if (charge < most) most = charge;
      if (promised.size === 0) continue;
      const key = `${line.id}|${source.storeId}|${source.goodsId}`;
      if ((promised.get(key) ?? 0) > 0) keeping.set(key, Math.min(charge, keeping.get(key) ?? Infinity));
    }
    for (const [key, charge] of keeping) bends.push([charge - movePrice, promised.get(key) as number]);
    bound += bestCharge(high, most, bends);
  }
  // What a reroute may lose beside carrying: a kept promise, and stock that would expire.
  dearest += movePrice + (certificate.costless ? 0 : problem.objective.expiry.price * unit);
  // One exchange passes each store at most once out and once back.
  const sane = classStep > 2 * (problem.stores.length + 1) * dearest;
  return { objective, bound, sane };
}

/** True when all certificates price what goods share alike: those prices are paid once for all. */
export function shareOnePrice(certificates: readonly DualCertificate[]): boolean {
  const text = ({ throughput, sharedStock }: DualCertificate) => JSON.stringify([throughput, sharedStock]);
  return new Set(certificates.map(text)).size <= 1;
}

/** A source of one goods with the price of drawing a `unit` on it, and what it costs beyond carrying. */
interface PricedSource {
  store: number;
  storeId: string;
  goodsId: string;
  expires: number;
  price: number;
  extra: number;
}

/**
 * Sources of each goods of a certificate at its prices, and what all the stock it prices costs (shared limits apart). Null
 * when a price is negative: such prices prove nothing.
 */
export function pricedSources(
  facts: Facts,
  certificate: DualCertificate,
): { cost: number; byGoods: Map<string, PricedSource[]> } | null {
  const { problem } = facts;
  const { unit } = certificate;
  const storePrice = new Map(certificate.stores.map((s) => [`${s.storeId}|${s.goodsId}`, s.price]));
  const lotPrice = new Map(certificate.lots.map((l) => [`${l.storeId}|${l.lotId}`, l.price]));
  const gramPrice = new Map(certificate.throughput.map((t) => [t.storeId, t.price]));
  const negative = [
    ...storePrice.values(),
    ...lotPrice.values(),
    ...gramPrice.values(),
    ...certificate.converted.map((c) => c.price),
    ...certificate.sharedStock.map((c) => c.price),
  ].some((p) => !(p >= 0));
  if (negative) return null;

  // What may be issued, at its price; lots a line may draw on with the price of drawing on them.
  let cost = 0;
  const sources: PricedSource[] = [];
  for (const [at, store] of problem.stores.entries()) {
    for (const goodsId of certificate.goodsIds) {
      const { quantity, lots } = issuable(facts, store.id, goodsId);
      const usable = lots.filter((lot) => lot.quantity >= unit);
      const packs = usable.reduce((sum, lot) => sum + Math.floor(lot.quantity / unit), 0);
      const most = Math.min(packs, Math.floor(quantity / unit));
      if (most === 0) continue;
      const price = storePrice.get(`${store.id}|${goodsId}`) ?? 0;
      cost += price * most;
      const gram = (gramPrice.get(store.id) ?? 0) * (facts.weightOf.get(goodsId) ?? 0) * unit;
      const best = new Map<number, number>();
      for (const lot of usable) {
        const own = lotPrice.get(`${store.id}|${lot.id}`) ?? 0;
        const stock = sharedPrice(certificate, store.id, goodsId, lot.id) * unit;
        cost += own * Math.floor(lot.quantity / unit);
        const net = price + own + stock + gram - (certificate.costless ? 0 : lot.keep * unit);
        best.set(lot.expires, Math.min(best.get(lot.expires) ?? Infinity, net));
      }
      for (const [expires, net] of best)
        sources.push({ store: at, storeId: store.id, goodsId, expires, price: net, extra: 0 });
    }
  }

  const conversions = convertedSources(facts, certificate);
  cost += conversions.cost;
  const byGoods = new Map<string, PricedSource[]>();
  for (const id of certificate.goodsIds) {
    const fits = sources.flatMap((s) => {
      if (s.goodsId === id) return [s];
      const rule = facts.rule(s.goodsId, id);
      return rule && rule.ratioNum === rule.ratioDen ? [{ ...s, extra: rule.price ?? 0 }] : [];
    });
    byGoods.set(id, [...fits, ...conversions.sources.filter((s) => s.toGoodsId === id)]);
  }
  return { cost, byGoods };
}

/** Lots of other goods that serve at a ratio, in counted units, each at its price; `cost` is price × what may be used. */
function convertedSources(facts: Facts, certificate: DualCertificate) {
  const { problem } = facts;
  const { unit } = certificate;
  const own = new Map(certificate.converted.map((c) => [`${c.storeId}|${c.lotId}|${c.toGoodsId}`, c.price]));
  const gram = new Map(certificate.throughput.map((t) => [t.storeId, t.price]));
  const sources: {
    store: number;
    storeId: string;
    goodsId: string;
    toGoodsId: string;
    expires: number;
    price: number;
    extra: number;
  }[] = [];
  let cost = 0;
  for (const rule of problem.substitutions) {
    if (rule.ratioNum === rule.ratioDen || !certificate.goodsIds.includes(rule.toGoodsId)) continue;
    const issued = (unit * rule.ratioDen) / rule.ratioNum;
    const goodsId = rule.fromGoodsId;
    for (const [at, store] of problem.stores.entries()) {
      for (const lot of issuable(facts, store.id, goodsId).lots) {
        const most = Math.floor(Math.floor((lot.quantity * rule.ratioNum) / rule.ratioDen) / unit);
        if (most === 0) continue;
        const price = own.get(`${store.id}|${lot.id}|${rule.toGoodsId}`) ?? 0;
        cost += price * most;
        const shared =
          sharedPrice(certificate, store.id, goodsId, lot.id) +
          (gram.get(store.id) ?? 0) * (facts.weightOf.get(goodsId) ?? 0);
        const net = price + (shared - (certificate.costless ? 0 : lot.keep)) * issued;
        const extra = rule.price ?? 0;
        sources.push({
          store: at,
          storeId: store.id,
          goodsId,
          toGoodsId: rule.toGoodsId,
          expires: lot.expires,
          price: net,
          extra,
        });
      }
    }
  }
  return { sources, cost };
}

/** What a base unit of a lot pays for the lot and for the stock above the floor being shared between goods. */
function sharedPrice(certificate: DualCertificate, storeId: string, goodsId: string, lotId: string): number {
  let sum = 0;
  for (const s of certificate.sharedStock) {
    if (s.storeId === storeId && s.goodsId === goodsId && (s.lotId === null || s.lotId === lotId)) sum += s.price;
  }
  return sum;
}

/** max over y ≤ most of need × y − Σ capacity × (y − bend)⁺: concave, so best at a bend or at the end. */
function bestCharge(need: number, most: number, bends: [number, number][]): number {
  let best = -Infinity;
  for (const y of [most, ...bends.map(([at]) => at)]) {
    if (y > most) continue;
    let value = need * y;
    for (const [at, capacity] of bends) if (y > at) value -= capacity * (y - at);
    best = Math.max(best, value);
  }
  return best;
}

/** Promised units by line, store and goods, less what frozen issues keep, in `unit`s rounded up. */
function promisedUnits(facts: Facts, unit: number): Map<string, number> {
  const units = new Map<string, number>();
  for (const p of facts.problem.previous?.assignments ?? []) {
    const goodsId = facts.lotOf.get(`${p.storeId}|${p.lotId}`)?.goodsId;
    if (goodsId !== undefined) bump(units, `${p.lineId}|${p.storeId}|${goodsId}`, p.quantity);
  }
  for (const line of facts.problem.lines) {
    for (const issue of line.frozen) {
      const goodsId = facts.lotOf.get(`${issue.storeId}|${issue.lotId}`)?.goodsId;
      const key = `${line.id}|${issue.storeId}|${goodsId}`;
      if (units.has(key)) bump(units, key, -issue.quantity);
    }
  }
  for (const [key, quantity] of units) units.set(key, Math.ceil(Math.max(0, quantity) / unit));
  return units;
}
