"use server";

import { action } from "@/lib/platform/workflow/action";
import { makeToken, revokeToken } from "./commands";
import { makeTokenInput, revokeTokenInput } from "./schema";

export const makeTokenAction = action(makeTokenInput, makeToken);
export const revokeTokenAction = action(revokeTokenInput, revokeToken);
