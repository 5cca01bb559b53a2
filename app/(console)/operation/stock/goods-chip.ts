import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "@/components/stock/amount";
import { goodsNames } from "@/lib/operation/storage/queries/names";
import type { Actor } from "@/lib/platform/auth/actor";

/** The chip of a list narrowed to one goods: its name, and the address without it. Empty when the list is not. */
export async function goodsChip(actor: Actor, goodsId: string | undefined, removeHref: string) {
  if (!goodsId) return [];
  const [t, locale, goods] = await Promise.all([getTranslations("storage"), getLocale(), goodsNames(actor, goodsId)]);
  return [{ key: "goods", label: goods ? nameIn(goods, locale) : t("fields.goods"), removeHref }];
}
