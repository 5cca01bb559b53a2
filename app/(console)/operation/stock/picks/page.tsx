import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount, Day } from "@/components/stock/amount";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { NumberInput } from "@/components/ui/number-input";
import { PageHeader } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { searchGoodsAction } from "@/lib/operation/catalogue/actions";
import { goodsName } from "@/lib/operation/procurement/queries/choices";
import { suggestPicks } from "@/lib/operation/storage/queries/picks";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { nameIn } from "@/lib/platform/i18n/names";
import { idOf, type Params, textOf } from "../../../address";
import { SiteField } from "../site-field";
import { StockTabs } from "../stock-tabs";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("tabs.picks") };
}

export default async function PicksPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("storage"),
    getLocale(),
  ]);
  const siteId = idOf(params, "site");
  const goodsId = idOf(params, "goods");
  const typed = textOf(params, "quantity");
  const quantity = typed && /^[1-9]\d{0,14}$/.test(typed) ? BigInt(typed) : undefined;
  const goods = goodsId ? await goodsName(actor, goodsId) : null;
  const answer =
    siteId && goods && quantity ? await suggestPicks(actor, { siteId, goodsId: goods.id, quantity }) : null;
  const number = (value: bigint) => Number(value).toLocaleString(locale);
  const unit = goods?.baseUnit ?? "";
  return (
    <>
      <PageHeader
        title={t("tabs.picks")}
        lead={t("picksPage.lead")}
        trail={[{ label: t("title"), href: "/operation/stock" }]}
      />
      <StockTabs current="picks" siteId={siteId} />
      <form
        action="/operation/stock/picks"
        className="mb-4 grid max-w-3xl items-end gap-3 sm:grid-cols-[1fr_1fr_10rem_auto]"
      >
        <SiteField actor={actor} siteId={siteId} />
        <Field label={t("fields.goods")} name="goods">
          <Combobox
            name="goods"
            search={searchGoodsAction}
            defaultOption={goods ? { value: goods.id, label: nameIn(goods, locale) } : null}
          />
        </Field>
        <Field label={t("fields.quantity")} name="quantity">
          <NumberInput
            name="quantity"
            min={1}
            unit={unit || undefined}
            defaultValue={quantity ? Number(quantity) : null}
          />
        </Field>
        <Button type="submit" variant="primary">
          {t("picksPage.ask")}
        </Button>
      </form>
      {answer ? (
        <div className="grid max-w-3xl gap-3">
          {answer.missing > 0n ? (
            <Banner tone="trouble">{t("picksPage.missing", { missing: number(answer.missing), unit })}</Banner>
          ) : null}
          <p className="text-ink-2">{t("picksPage.floor", { free: number(answer.freeAboveFloor), unit })}</p>
          {answer.picks.length === 0 ? (
            <p>{t("picksPage.none")}</p>
          ) : (
            <Table caption={t("tabs.picks")}>
              <thead>
                <Tr>
                  <Th>{t("fields.lot")}</Th>
                  <Th>{t("fields.zone")}</Th>
                  <Th>{t("fields.expiresOn")}</Th>
                  <Th numeric>{t("fields.packSize")}</Th>
                  <Th numeric>{t("fields.quantity")}</Th>
                </Tr>
              </thead>
              <tbody>
                {answer.picks.map((pick) => (
                  <Tr key={`${pick.lotId}${pick.placeId}`}>
                    <Td>
                      <Link
                        href={`/operation/stock/lots/${pick.lotId}`}
                        className="text-accent-ink underline tabular-nums"
                      >
                        {pick.row?.lot.number}
                      </Link>
                    </Td>
                    <Td>{pick.row?.place.zone || t("places.shelf")}</Td>
                    <Td>
                      <Day value={pick.row?.lot.expiresOn ?? null} />
                    </Td>
                    <Td numeric>
                      {pick.row?.lot.packSize ? <Amount value={pick.row.lot.packSize} unit={unit} /> : "—"}
                    </Td>
                    <Td numeric>
                      <Amount value={pick.quantity} unit={unit} strong />
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          )}
        </div>
      ) : null}
    </>
  );
}
