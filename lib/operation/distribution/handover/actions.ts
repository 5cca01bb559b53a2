"use server";

import { action } from "@/lib/platform/workflow/action";
import { amendHandovers } from "./commands/amend";
import { recordPastIssue } from "./commands/past-issue";
import { acceptShipment, countShipment, receiveShipment } from "./commands/receive";
import { acceptInput, amendInput, countInput, pastIssueInput, receiveInput } from "./schema";

export const countShipmentAction = action(countInput, countShipment);
export const acceptShipmentAction = action(acceptInput, acceptShipment);
export const receiveShipmentAction = action(receiveInput, receiveShipment);
export const amendHandoversAction = action(amendInput, amendHandovers);
export const recordPastIssueAction = action(pastIssueInput, recordPastIssue);
