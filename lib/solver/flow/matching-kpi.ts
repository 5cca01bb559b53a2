/**
 * Key figures of matched donations, as defined by the worked example of Bala et al. (MatchingPPE): the judge for what
 * was shipped from whom to whom, whoever decided it.
 */
export interface GoodsRequest {
  recipientId: string;
  goods: string;
  quantity: number;
}

export interface GoodsOffer {
  donorId: string;
  goods: string;
  quantity: number;
  /** Any day count, fractions allowed; the same for shipments. */
  day: number;
}

export interface DonorShipment {
  day: number;
  donorId: string;
  recipientId: string;
  goods: string;
  quantity: number;
}

export interface MatchingKpis {
  /** Received ÷ requested, by recipient and goods. */
  fillOf: { recipientId: string; goods: string; fill: number }[];
  /** Mean over the recipients who asked for the goods; and over those of them who got some. */
  fillByGoods: { goods: string; fill: number; fillExceptZero: number }[];
  /** Means of the above over goods. */
  fill: number;
  fillExceptZero: number;
  /** Mean days a shipped unit lay idle between offer and shipment (first offered, first shipped). */
  unitDaysByGoods: { goods: string; unitDays: number }[];
  unitDays: number;
  /** Mean distance a shipped unit travelled; NaN where no distances are known. */
  unitMilesByGoods: { goods: string; unitMiles: number }[];
  unitMiles: number;
  /** Mean number of shipments (a recipient on a day) over the donors who shipped. */
  shipmentsPerDonor: number;
}

/** `distance(donor, recipient)` in miles, or null when distances are not known. */
export function matchingKpis(
  requests: GoodsRequest[],
  offers: GoodsOffer[],
  shipments: DonorShipment[],
  distance: ((donorId: string, recipientId: string) => number) | null,
): MatchingKpis {
  const asked = new Map<string, { recipientId: string; goods: string; quantity: number; got: number }>();
  for (const r of requests) {
    if (r.quantity <= 0) continue;
    const key = `${r.recipientId}|${r.goods}`;
    const entry = asked.get(key) ?? { recipientId: r.recipientId, goods: r.goods, quantity: 0, got: 0 };
    entry.quantity += r.quantity;
    asked.set(key, entry);
  }
  for (const s of shipments) {
    const entry = asked.get(`${s.recipientId}|${s.goods}`);
    if (entry) entry.got += s.quantity;
  }
  const fillOf = [...asked.values()].map((e) => ({
    recipientId: e.recipientId,
    goods: e.goods,
    fill: e.got / e.quantity,
  }));
  const askedGoods = [...new Set(fillOf.map((f) => f.goods))].sort();
  const fillByGoods = askedGoods.map((goods) => {
    const fills = fillOf.filter((f) => f.goods === goods).map((f) => f.fill);
    const served = fills.filter((f) => f > 0);
    return { goods, fill: mean(fills), fillExceptZero: served.length > 0 ? mean(served) : 0 };
  });

  const shippedGoods = [...new Set(shipments.map((s) => s.goods))].sort();
  const idle = idleUnitDays(offers, shipments);
  const units = (goods: string | null) =>
    shipments.reduce((sum, s) => sum + (goods === null || s.goods === goods ? s.quantity : 0), 0);
  const miles = (goods: string | null) =>
    shipments.reduce(
      (sum, s) =>
        sum +
        (goods === null || s.goods === goods ? s.quantity * (distance ? distance(s.donorId, s.recipientId) : NaN) : 0),
      0,
    );
  const trips = new Map<string, Set<string>>();
  for (const s of shipments) {
    const set = trips.get(s.donorId) ?? new Set<string>();
    set.add(`${s.recipientId}|${s.day}`);
    trips.set(s.donorId, set);
  }
  return {
    fillOf,
    fillByGoods,
    fill: mean(fillByGoods.map((f) => f.fill)),
    fillExceptZero: mean(fillByGoods.map((f) => f.fillExceptZero)),
    unitDaysByGoods: shippedGoods.map((goods) => ({ goods, unitDays: (idle.get(goods) ?? 0) / units(goods) })),
    unitDays: [...idle.values()].reduce((a, b) => a + b, 0) / units(null),
    unitMilesByGoods: shippedGoods.map((goods) => ({ goods, unitMiles: miles(goods) / units(goods) })),
    unitMiles: miles(null) / units(null),
    shipmentsPerDonor: mean([...trips.values()].map((set) => set.size)),
  };
}

/** Σ units × days between offer and shipment, by goods; a donor's oldest offer of the goods ships first. */
function idleUnitDays(offers: GoodsOffer[], shipments: DonorShipment[]): Map<string, number> {
  const open = new Map<string, { day: number; left: number }[]>();
  for (const o of [...offers].sort((a, b) => a.day - b.day)) {
    const key = `${o.donorId}|${o.goods}`;
    const list = open.get(key) ?? [];
    list.push({ day: o.day, left: o.quantity });
    open.set(key, list);
  }
  const idle = new Map<string, number>();
  for (const s of [...shipments].sort((a, b) => a.day - b.day)) {
    let quantity = s.quantity;
    for (const offer of open.get(`${s.donorId}|${s.goods}`) ?? []) {
      const taken = Math.min(quantity, offer.left);
      offer.left -= taken;
      quantity -= taken;
      idle.set(s.goods, (idle.get(s.goods) ?? 0) + taken * (s.day - offer.day));
      if (quantity === 0) break;
    }
  }
  return idle;
}

function mean(values: number[]): number {
  return values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : 0;
}
