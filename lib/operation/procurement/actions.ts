"use server";

import { requireActor } from "@/lib/platform/auth/require-actor";
import { action } from "@/lib/platform/workflow/action";
import { acceptDelivery } from "./commands/accept";
import { announceDelivery } from "./commands/announce";
import { countDelivery } from "./commands/count";
import { inspectDelivery } from "./commands/inspect";
import { moveDelivery } from "./commands/move-delivery";
import { createOrder, editOrder, moveOrder } from "./commands/order";
import { createParty, editParty } from "./commands/party";
import { receiveInFull } from "./commands/receive-in-full";
import { linkDuplicate, reviewDuplicate } from "./commands/review-duplicate";
import { findDeliveries } from "./queries/deliveries";
import { findGoods } from "./queries/choices";
import { findParties } from "./queries/parties";
import {
  acceptDeliveryInput,
  announceDeliveryInput,
  countDeliveryInput,
  inspectDeliveryInput,
  linkDuplicateInput,
  moveDeliveryInput,
  receiveInFullInput,
  reviewDuplicateInput,
} from "./schema/delivery";
import { createPartyInput, editPartyInput } from "./schema/party";
import { createOrderInput, editOrderInput, moveOrderInput } from "./schema/purchase-order";

export const createPartyAction = action(createPartyInput, createParty);
export const editPartyAction = action(editPartyInput, editParty);
export const createOrderAction = action(createOrderInput, createOrder);
export const editOrderAction = action(editOrderInput, editOrder);
export const moveOrderAction = action(moveOrderInput, moveOrder);
export const announceDeliveryAction = action(announceDeliveryInput, announceDelivery);
export const countDeliveryAction = action(countDeliveryInput, countDelivery);
export const inspectDeliveryAction = action(inspectDeliveryInput, inspectDelivery);
export const acceptDeliveryAction = action(acceptDeliveryInput, acceptDelivery);
export const receiveInFullAction = action(receiveInFullInput, receiveInFull);
export const moveDeliveryAction = action(moveDeliveryInput, moveDelivery);
export const linkDuplicateAction = action(linkDuplicateInput, linkDuplicate);
export const reviewDuplicateAction = action(reviewDuplicateInput, reviewDuplicate);

const short = (query: string) => String(query).slice(0, 60);

/** Options of a supplier field. */
export async function searchSuppliersAction(query: string) {
  const rows = await findParties(await requireActor(), ["supplier"], short(query));
  return rows.map((row) => ({ value: row.id, label: row.name, hint: row.code }));
}

/** Options of a field that takes whoever sends goods. */
export async function searchSendersAction(query: string) {
  const rows = await findParties(await requireActor(), ["donor", "supplier"], short(query));
  return rows.map((row) => ({ value: row.id, label: row.name, hint: row.code }));
}

/** Goods with their packs, for lines of a document. */
export async function findGoodsAction(query: string) {
  return findGoods(await requireActor(), short(query));
}

/** Options of a delivery field, by number or sender. */
export async function searchDeliveriesAction(query: string) {
  const rows = await findDeliveries(await requireActor(), short(query));
  return rows.map((row) => ({ value: row.id, label: row.number, hint: row.party.name }));
}
