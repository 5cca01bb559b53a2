"use server";

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
