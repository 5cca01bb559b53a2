import type { DonorShipment, GoodsOffer } from "@/lib/solver/flow/matching-kpi";

/** A recipient's need of one goods: what was asked, what is still open, and the day it was filed. */
export interface OpenRequest {
  recipientId: string;
  goods: string;
  asked: number;
  left: number;
  day: number;
}

export interface OpenOffer extends GoodsOffer {
  left: number;
}

/** A day's decisions: what is open, by goods, and where to write shipments. */
export type Decide = (day: number, open: Map<string, OpenRequest[]>, stock: Map<string, OpenOffer[]>) => void;

/** Requests in the order filed, each from the offers in the order made. */
export function firstCome(shipments: DonorShipment[]): Decide {
  return (day, open, stock) => {
    for (const [goods, list] of open) {
      for (const request of list) {
        for (const offer of stock.get(goods) ?? []) {
          if (request.left === 0) break;
          if (offer.left > 0) ship(shipments, day, offer, request);
        }
      }
    }
  };
}

/**
 * Ours: nothing usable stays idle while a request of the goods is open. Where a day's offers are enough for everyone
 * waiting, all are served at once, each from one donor where one can, a donor who sends that recipient something today
 * first. Where they are not, the units are worth most where they fill whole needs, and a shipment is worth most where it
 * empties the offer: each offer fills the smallest needs, `full` of them, and sends all it has left to the need that it
 * comes nearest to filling.
 */
export function ours(shipments: DonorShipment[], full: number): Decide {
  return (day, open, stock) => {
    const today = new Set<string>();
    const send = (offer: OpenOffer, request: OpenRequest) => {
      today.add(`${offer.donorId}|${request.recipientId}`);
      ship(shipments, day, offer, request);
    };
    const goodsOfDay = [...open.keys()].filter((goods) => stock.has(goods));
    const total = (list: readonly { left: number }[]) => list.reduce((sum, one) => sum + one.left, 0);
    const enough = (goods: string) => total(stock.get(goods) ?? []) >= total(open.get(goods) ?? []);
    for (const goods of goodsOfDay.filter((one) => !enough(one)))
      share(stock.get(goods) ?? [], open.get(goods) ?? [], full, send);
    for (const goods of goodsOfDay.filter(enough)) serveAll(stock.get(goods) ?? [], open.get(goods) ?? [], today, send);
  };
}

type Send = (offer: OpenOffer, request: OpenRequest) => void;

/** More is asked than there is: every offer is emptied. */
function share(offers: OpenOffer[], requests: OpenRequest[], full: number, send: Send): void {
  const needs = [...requests].sort((a, b) => a.left - b.left);
  let smallest = 0;
  for (const offer of [...offers].sort((a, b) => b.left - a.left)) {
    for (let k = 0; k < full && smallest < needs.length && needs[smallest].left < offer.left; k++) {
      send(offer, needs[smallest]);
      smallest++;
    }
    while (offer.left > 0) {
      const open = needs.slice(smallest).filter((need) => need.left > 0);
      if (open.length === 0) return;
      const holds = open.filter((need) => need.left >= offer.left);
      const pick = (list: OpenRequest[], better: (a: OpenRequest, b: OpenRequest) => boolean) =>
        list.reduce((best, one) => (better(one, best) ? one : best));
      send(offer, holds.length > 0 ? pick(holds, (a, b) => a.left < b.left) : pick(open, (a, b) => a.left > b.left));
      while (smallest < needs.length && needs[smallest].left === 0) smallest++;
    }
  }
}

/** There is enough for everyone: few splits, and every donor has a part. */
function serveAll(offers: OpenOffer[], requests: OpenRequest[], today: Set<string>, send: Send): void {
  const needs = [...requests].sort((a, b) => b.left - a.left);
  const able = [...offers].sort((a, b) => a.left - b.left);
  for (const offer of able.slice(0, -1)) {
    const fits = needs.find((need) => need.left > 0 && need.left <= offer.left);
    if (fits) send(offer, fits);
  }
  for (const need of needs) {
    while (need.left > 0) {
      const holds = able.filter((offer) => offer.left >= need.left);
      const known = holds.find((offer) => today.has(`${offer.donorId}|${need.recipientId}`));
      const largest = able.reduce((best, offer) => (offer.left > best.left ? offer : best));
      send(known ?? largest, need);
    }
  }
}

function ship(shipments: DonorShipment[], day: number, offer: OpenOffer, request: OpenRequest): void {
  const quantity = Math.min(offer.left, request.left);
  offer.left -= quantity;
  request.left -= quantity;
  const { donorId, goods } = offer;
  shipments.push({ day, donorId, recipientId: request.recipientId, goods, quantity });
}
