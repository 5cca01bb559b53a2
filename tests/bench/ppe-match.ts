/**
 * `npm run bench:ppe`: the real offers and requests of the PPE test bench (April to July 2020), replayed day by day. No
 * distances are to be had, so cost is the number of shipments. Printed with the test entries above 1e5 cut and kept;
 * the policies are in `ppe-policy.ts`. `--full=K` tries another number of needs an offer fills whole.
 */
import { gini } from "@/lib/solver/flow/kpi";
import { type DonorShipment, type GoodsOffer, matchingKpis } from "@/lib/solver/flow/matching-kpi";
import { dayOf, ppeRows } from "@/tests/support/ppe-match";
import { type Decide, firstCome, type OpenOffer, type OpenRequest, ours } from "./ppe-policy";

/** Needs an offer fills whole where there is not enough: more fill and even out further, fewer save shipments. */
const FULL = Number(process.argv.find((a) => a.startsWith("--full="))?.slice(7) ?? 3);

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
  const policies: [string, (shipments: DonorShipment[]) => Decide][] = [
    ["first come, first served", firstCome],
    ["ours", (shipments) => ours(shipments, FULL)],
  ];
  const table: Record<string, Record<string, number>> = {};
  for (const [name, policy] of policies) {
    const shipments: DonorShipment[] = [];
    const idle = replay(offers, policy(shipments));
    table[name] = { ...figures(offers, shipments), "units left idle while asked for": idle };
  }
  for (const measure of Object.keys(table.ours))
    console.log(measure.padEnd(42), ...Object.keys(table).map((name) => `${name}: ${table[name][measure]}`.padEnd(40)));
  console.log(reachOfLeast(offers));
}

function figures(offers: GoodsOffer[], shipments: DonorShipment[]): Record<string, number> {
  const kpis = matchingKpis(
    requests.map((r) => ({ ...r, quantity: r.asked })),
    offers,
    shipments,
    null,
  );
  const offered = new Set(offers.filter((o) => o.quantity > 0).map((o) => o.goods));
  const fills = kpis.fillOf.map((f) => Math.min(1, f.fill));
  const served = fills.filter((f) => f > 0);
  const byRecipient = new Map<string, number[]>();
  kpis.fillOf.forEach((f, k) => {
    if (offered.has(f.goods)) byRecipient.set(f.recipientId, [...(byRecipient.get(f.recipientId) ?? []), fills[k]]);
  });
  const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const recipients = [...byRecipient.values()].map(mean);
  const show = (value: number) => Number(value.toPrecision(4));
  return {
    "fill (mean over goods)": show(kpis.fill),
    "fill (mean over needs)": show(mean(fills)),
    "least fill of a need that could be served": Math.min(
      ...kpis.fillOf.flatMap((f, k) => (offered.has(f.goods) ? [fills[k]] : [])),
    ),
    "least mean fill of a recipient": show(Math.min(...recipients)),
    "recipients who get nothing": recipients.filter((f) => f === 0).length,
    "needs served": served.length,
    "Gini over needs": show(gini(fills)),
    "Gini over recipients": show(gini(recipients)),
    "shipments a donor": show(kpis.shipmentsPerDonor),
    "units shipped": shipments.reduce((sum, s) => sum + s.quantity, 0),
    "days idle a unit": show(kpis.unitDays),
  };
}

/** Why the least fill of a need cannot rise above 0 at fewer shipments than first come makes, in figures. */
function reachOfLeast(offers: GoodsOffer[]): string {
  const units = new Map<string, number>();
  for (const o of offers) units.set(o.goods, (units.get(o.goods) ?? 0) + o.quantity);
  let without = 0;
  let wanting = 0;
  for (const goods of new Set(requests.map((r) => r.goods))) {
    const needs = requests.filter((r) => r.goods === goods).length;
    const given = units.get(goods) ?? 0;
    if (given === 0) continue;
    wanting += needs;
    without += Math.max(0, needs - given);
  }
  const donors = new Set(offers.map((o) => o.donorId)).size;
  return `of ${wanting} needs whose goods were offered ${without} must get nothing (fewer units than needs); one shipment each for the others would be ${((wanting - without) / donors).toFixed(1)} needs a donor`;
}

/** Calls `decide` for every day on which something came in, with what is open; returns units left idle although asked for, summed over days. */
function replay(offers: GoodsOffer[], decide: Decide): number {
  const waiting = requests.map((r): OpenRequest => ({ ...r }));
  const coming = offers.map((o): OpenOffer => ({ ...o, left: o.quantity }));
  const first = Math.min(...waiting.map((r) => r.day), ...coming.map((o) => o.day));
  const last = Math.max(...waiting.map((r) => r.day), ...coming.map((o) => o.day));
  let idle = 0;
  for (let day = first; day <= last; day++) {
    const open = grouped(waiting.filter((r) => r.day <= day && r.left > 0));
    const stock = grouped(coming.filter((o) => o.day <= day && o.left > 0));
    decide(day, open, stock);
    for (const [goods, list] of stock) {
      const left = list.reduce((sum, o) => sum + o.left, 0);
      const asked = (open.get(goods) ?? []).reduce((sum, r) => sum + r.left, 0);
      idle += Math.min(left, asked);
    }
  }
  return idle;
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
