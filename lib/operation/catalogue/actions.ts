"use server";

import { getLocale } from "next-intl/server";
import { asLocale } from "@/lib/platform/i18n/locale";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { action } from "@/lib/platform/workflow/action";
import { moveSpelling, teachSpelling } from "./alias/commands";
import {
  createGoods,
  createSubstitution,
  editGoods,
  importExternalCodes,
  savePack,
  switchSubstitution,
} from "./commands";
import { searchGoods } from "./queries";
import {
  editGoodsInput,
  externalCodesInput,
  goodsInput,
  moveAliasInput,
  packInput,
  substitutionInput,
  substitutionSwitchInput,
  teachInput,
} from "./schema";

export const createGoodsAction = action(goodsInput, createGoods);
export const editGoodsAction = action(editGoodsInput, editGoods);
export const savePackAction = action(packInput, savePack);
export const createSubstitutionAction = action(substitutionInput, createSubstitution);
export const switchSubstitutionAction = action(substitutionSwitchInput, switchSubstitution);
export const importExternalCodesAction = action(externalCodesInput, importExternalCodes);
export const teachSpellingAction = action(teachInput, teachSpelling);
export const moveSpellingAction = action(moveAliasInput, moveSpelling);

/** Options of a goods field. */
export async function searchGoodsAction(query: string) {
  return searchGoods(await requireActor(), String(query).slice(0, 60), asLocale(await getLocale()));
}
