import { getLocale, getTranslations } from "next-intl/server";
import { goodsNames } from "@/lib/operation/storage/queries/names";
import type { Actor } from "@/lib/platform/auth/actor";
import { nameIn } from "@/lib/platform/i18n/names";

/** What a list narrowed to one goods calls that filter: the goods' name. Undefined when the list is not. */
export async function goodsLabel(actor: Actor, goodsId: string | undefined): Promise<string | undefined> {
  if (!goodsId) return undefined;
  const [t, locale, goods] = await Promise.all([getTranslations("storage"), getLocale(), goodsNames(actor, goodsId)]);
  return goods ? nameIn(goods, locale) : t("fields.goods");
}
