/**
 * `npm run bench:ppe`: the real offers and requests of the PPE test bench (April to July 2020), replayed day by day. No
 * distances are to be had, so cost is the number of shipments.
 *
 * First come, first served: requests in the order filed, offers in the order made. Ours: each day one minimum-cost flow
 * a goods kind, by which every offer on hand goes to at most one open request, so that the sum of fill gained is as large as
 * can be and, among those, with as few units as can be; what an offer has left waits a day for another request. Where
 * a day's offers are enough for everyone waiting, all are served at once. `--splits=K` permits an offer K shipments. The
 * price is patience: units lie idle longer, and the table says so. Printed with the test entries above 1e5 cut and kept.
 */
import { gini } from "@/lib/solver/flow/kpi";
import { type DonorShipment, type GoodsOffer, matchingKpis } from "@/lib/solver/flow/matching-kpi";
import { MinCostSolver } from "@/lib/solver/flow/mincost";
import { dayOf, ppeRows } from "@/tests/support/ppe-match";

interface OpenRequest {
  recipientId: string;
  goods: string;
  asked: number;
  left: number;
  day: number;
}

interface OpenOffer extends GoodsOffer {
  left: number;
  shipped: number;
}

/** Shipments an offer may be split into; unlimited when not given. */
const MOST_SPLITS = Number(process.argv.find((a) => a.startsWith("--splits="))?.slice(9) ?? Infinity);

const requests = merged(
  ppeRows("anon_recipients.csv").map((r) => ({
    recipientId: r.rec_id,
    goods: r.ppe,
    quantity: Math.round(Number(r.qty)),
    day: Math.floor(dayOf(r.date)),
  })),
);
const allOffers = ppeRows("anon_donors.csv").map((r) => ({
  donorId: r.don_id,
  goods: r.ppe,
  quantity: Math.round(Number(r.qty)),
  day: Math.floor(dayOf(r.date)),
}));

for (const cut of [1e5, Infinity]) {
  const offers = allOffers.filter((o) => o.quantity <= cut);
  console.log(`\noffers ${cut === Infinity ? "all" : `up to ${cut}`}: ${offers.length}, needs ${requests.length}`);
  const plans: [string, DonorShipment[]][] = [
    ["first come, first served", firstCome(offers)],
    ["ours", matched(offers)],
  ];
  console.table(Object.fromEntries(plans.map(([name, shipments]) => [name, figures(offers, shipments)])));
}

function figures(offers: GoodsOffer[], shipments: DonorShipment[]): Record<string, number> {
  const kpis = matchingKpis(
    requests.map((r) => ({ ...r, quantity: r.asked })),
    offers,
    shipments,
    null,
  );
  const fills = kpis.fillOf.map((f) => Math.min(1, f.fill));
  const served = fills.filter((f) => f > 0);
  const show = (value: number) => Number(value.toPrecision(4));
  return {
    "fill (mean over goods)": show(kpis.fill),
    "fill (mean over needs)": show(fills.reduce((a, b) => a + b, 0) / fills.length),
    "fill of those served": show(served.reduce((a, b) => a + b, 0) / served.length),
    "least fill": Math.min(...fills),
    "least fill of those served": show(Math.min(...served)),
    "needs served": served.length,
    Gini: show(gini(fills)),
    "shipments a donor": show(kpis.shipmentsPerDonor),
    "units shipped": shipments.reduce((sum, s) => sum + s.quantity, 0),
    "days idle a unit": show(kpis.unitDays),
  };
}

function firstCome(offers: GoodsOffer[]): DonorShipment[] {
  const shipments: DonorShipment[] = [];
  replay(offers, (day, open, stock) => {
    for (const [goods, list] of open) {
      const onHand = stock.get(goods) ?? [];
      for (const request of list) {
        for (const offer of onHand) {
          if (request.left === 0) break;
          if (offer.left > 0) ship(shipments, day, offer, request, Math.min(offer.left, request.left));
        }
      }
    }
  });
  return shipments;
}

function matched(offers: GoodsOffer[]): DonorShipment[] {
  const shipments: DonorShipment[] = [];
  replay(offers, (day, open, stock) => {
    for (const [goods, onHand] of stock) {
      const list = (open.get(goods) ?? []).filter((r) => r.left > 0);
      const able = onHand.filter((o) => o.left > 0 && o.shipped < MOST_SPLITS);
      const needed = list.reduce((sum, r) => sum + r.left, 0);
      const largest = able.reduce((most, o) => (o.left > most.left ? o : most), able[0]);
      if (list.length > 0 && able.length > 0 && largest.left >= needed) {
        for (const request of list) ship(shipments, day, largest, request, request.left);
      } else if (list.length > 0 && able.length > 0)
        for (const [o, r] of bestMatches(able, list)) ship(shipments, day, o, r, Math.min(o.left, r.left));
    }
  });
  return shipments;
}

/** One request at most to an offer, one offer at most to a request, most fill, then fewest units. */
function bestMatches(offers: OpenOffer[], requests: OpenRequest[]): [OpenOffer, OpenRequest][] {
  // Nodes: offers, requests, and a sink that also takes every offer left alone.
  const bySize = [...requests].sort((a, b) => a.left - b.left);
  const sink = offers.length + bySize.length;
  const from: number[] = [];
  const to: number[] = [];
  const cost: number[] = [];
  const capacity: number[] = [];
  const arc = (a: number, b: number, c: number) => {
    from.push(a);
    to.push(b);
    cost.push(c);
    capacity.push(1);
  };
  const most = Math.max(...offers.map((o) => o.left));
  const near = offers.length + 20;
  offers.forEach((offer, k) => {
    // Of requests it can fill, the largest are best; of those it cannot, the smallest.
    let split = 0;
    while (split < bySize.length && bySize[split].left <= offer.left) split++;
    for (let r = Math.max(0, split - near); r < Math.min(bySize.length, split + near); r++) {
      const moved = Math.min(offer.left, bySize[r].left);
      arc(k, offers.length + r, -Math.round((1e6 * moved) / bySize[r].asked) * 1000 + Math.round((999 * moved) / most));
    }
    arc(k, sink, 0);
  });
  for (let r = 0; r < bySize.length; r++) arc(offers.length + r, sink, 0);
  const supply = new Float64Array(sink + 1);
  supply.fill(1, 0, offers.length);
  supply[sink] = -offers.length;
  const solution = new MinCostSolver({
    nodeCount: sink + 1,
    supply,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    cost: Float64Array.from(cost),
    capacity: Float64Array.from(capacity),
  }).solve();
  if (solution.status !== "optimal") throw new Error(`matching is ${solution.status}`);
  const pairs: [OpenOffer, OpenRequest][] = [];
  for (const a of solution.arcs) {
    if (from[a] < offers.length && to[a] < sink) pairs.push([offers[from[a]], bySize[to[a] - offers.length]]);
  }
  return pairs;
}

/** Calls `decide` for every day on which something came in, with what is open. */
function replay(
  offers: GoodsOffer[],
  decide: (day: number, open: Map<string, OpenRequest[]>, stock: Map<string, OpenOffer[]>) => void,
): void {
  const waiting = requests.map((r): OpenRequest => ({ ...r }));
  const coming = offers.map((o): OpenOffer => ({ ...o, left: o.quantity, shipped: 0 }));
  const first = Math.min(...waiting.map((r) => r.day), ...coming.map((o) => o.day));
  const last = Math.max(...waiting.map((r) => r.day), ...coming.map((o) => o.day)) + 3;
  for (let day = first; day <= last; day++) {
    decide(
      day,
      grouped(waiting.filter((r) => r.day <= day && r.left > 0)),
      grouped(coming.filter((o) => o.day <= day && o.left > 0)),
    );
  }
}

function ship(shipments: DonorShipment[], day: number, offer: OpenOffer, request: OpenRequest, quantity: number): void {
  offer.left -= quantity;
  offer.shipped++;
  request.left -= quantity;
  shipments.push({ day, donorId: offer.donorId, recipientId: request.recipientId, goods: offer.goods, quantity });
}

function grouped<T extends { goods: string }>(list: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(item.goods);
    if (group) group.push(item);
    else groups.set(item.goods, [item]);
  }
  return groups;
}

/** Requests of one recipient for one goods are one need, filed when the first was. */
function merged(list: (Omit<OpenRequest, "asked" | "left"> & { quantity: number })[]): OpenRequest[] {
  const needs = new Map<string, OpenRequest>();
  for (const r of [...list].sort((a, b) => a.day - b.day)) {
    if (r.quantity <= 0) continue;
    const key = `${r.recipientId}|${r.goods}`;
    const need = needs.get(key) ?? { recipientId: r.recipientId, goods: r.goods, asked: 0, left: 0, day: r.day };
    need.asked += r.quantity;
    need.left += r.quantity;
    needs.set(key, need);
  }
  return [...needs.values()];
}
