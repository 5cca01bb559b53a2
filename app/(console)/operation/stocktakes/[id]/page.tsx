import { ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { DocumentMoves } from "@/components/form/document-moves";
import { Amount } from "@/components/stock/amount";
import { StateChip } from "@/components/ui/chip";
import { Combobox } from "@/components/ui/combobox";
import { DescriptionList } from "@/components/ui/description-list";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { StateLine } from "@/components/workflow/state-line";
import { searchGoodsAction } from "@/lib/operation/catalogue/actions";
import { addFoundLineAction, moveStocktakeAction } from "@/lib/operation/storage/actions";
import { type StocktakeState, stocktakeMachine } from "@/lib/operation/storage/machine/stocktake";
import { getStocktake } from "@/lib/operation/storage/queries/documents";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../document-history";
import { Difference } from "../../stock/difference";
import { STOCKTAKE_STATE_KIND } from "../../stock/presentation";
import { CountLines } from "./count-lines";

type Props = { params: Promise<{ id: string }> };
const LINE = ["open", "counted", "recounted", "approved"] as const;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getStocktake(await requireActor(), (await params).id)).number };
}

export default async function StocktakePage({ params }: Props) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("storage"),
    getLocale(),
  ]);
  const row = await getStocktake(actor, id);
  const state = row.state as StocktakeState;
  const recount = state === "counted";
  const toCount = recount ? row.lines.filter((line) => line.differs) : row.lines;
  // Nothing differs: there is nothing to recount, and the recount is not offered.
  const moves = row.moves.filter((move) => move.name !== "finishRecount" || toCount.length > 0);
  const place = (line: (typeof row.lines)[number]) => `${t(`places.${line.place.kind}`)} ${line.place.zone}`.trim();
  // Opened for one goods, every line is of it.
  const onlyGoods = row.goodsId ? row.lines[0]?.goods : null;
  const hasSheet = state !== "open" && state !== "cancelled";
  const number = (value: bigint | null) => (value === null ? null : Number(value));
  return (
    <>
      <PageHeader
        title={row.number}
        trail={[{ label: t("stocktake.title"), href: "/operation/stocktakes" }]}
        lead={[nameIn(row.site, locale), row.zone, onlyGoods ? nameIn(onlyGoods, locale) : null]
          .filter(Boolean)
          .concat(row.zone || onlyGoods ? [] : [t("stocktakes.whole")])
          .join(" · ")}
        state={<StateChip kind={STOCKTAKE_STATE_KIND[state]}>{t(`stocktake.states.${state}`)}</StateChip>}
      />
      <StateLine
        steps={LINE.map((key) => ({ key, label: t(`stocktake.states.${key}`) }))}
        current={state === "cancelled" ? "open" : state}
        exit={state === "cancelled" ? { label: t("stocktake.states.cancelled") } : undefined}
      />
      <DocumentMoves id={row.id} version={row.version} moves={moves} action={moveStocktakeAction} />
      {row.mayCount && toCount.length > 0 ? (
        <Section title={t(recount ? "fields.recount" : "fields.counted")} className="mt-6">
          <CountLines
            key={state}
            id={row.id}
            recount={recount}
            lines={toCount.map((line) => ({
              id: line.id,
              lot: line.lot.number,
              batch: line.lot.batch,
              goods: line.goods ? nameIn(line.goods, locale) : line.lot.number,
              place: place(line),
              unit: line.lot.unit,
              expiresOn: line.lot.expiresOn?.toISOString().slice(0, 10) ?? "",
              count: number(recount ? line.recount : line.firstCount),
            }))}
          />
        </Section>
      ) : null}
      {row.mayCount && state === "open" ? (
        <details className="group mt-4 max-w-xl rounded border border-line px-3 py-1">
          <summary className="flex min-h-9 cursor-pointer items-center gap-2 font-medium touch:min-h-11">
            <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
            {t("stocktakes.found")}
          </summary>
          <p className="mb-2 text-sm text-ink-2">{t("stocktakes.foundLead")}</p>
          <ActionForm
            action={addFoundLineAction}
            fixed={{ id: row.id }}
            submit={t("stocktakes.addFound")}
            variant="secondary"
            resetOnDone
            className="grid gap-3 pb-3 sm:grid-cols-2"
          >
            <FormField name="goodsId" label={t("fields.goods")} required>
              <Combobox name="goodsId" search={searchGoodsAction} />
            </FormField>
            <FormField name="count" label={t("fields.quantity")} required>
              <NumberInput name="count" min={1} />
            </FormField>
            <FormField name="zone" label={t("fields.zone")}>
              <Input name="zone" maxLength={40} />
            </FormField>
            <FormField name="reason" label={t("fields.reason")} required>
              <Input name="reason" maxLength={500} />
            </FormField>
          </ActionForm>
        </details>
      ) : null}
      {recount && toCount.length === 0 ? <p className="mt-4">{t("stocktakes.noDifference")}</p> : null}
      <div className={hasSheet ? "mt-8 grid gap-8 lg:grid-cols-[2fr_1fr]" : "mt-8"}>
        {hasSheet ? (
          <Section title={t("stocktakes.sheet")} aside={state === "approved" ? t("stocktakes.posted") : undefined}>
            <Table caption={t("fields.lines")}>
              <thead>
                <Tr>
                  <Th>{t("fields.goods")}</Th>
                  <Th>{t("fields.place")}</Th>
                  <Th numeric>{t("fields.counted")}</Th>
                  <Th numeric>{t("fields.recount")}</Th>
                  <Th numeric>{t("fields.expected")}</Th>
                  <Th numeric>{t("fields.difference")}</Th>
                </Tr>
              </thead>
              <tbody>
                {row.lines.map((line) => (
                  <Tr key={line.id} tone={line.differs ? "trouble" : undefined}>
                    <Td>
                      {line.goods ? nameIn(line.goods, locale) : ""}{" "}
                      <Link
                        href={`/operation/stock/lots/${line.lotId}`}
                        className="text-accent-ink underline tabular-nums"
                      >
                        {line.lot.number}
                      </Link>
                      {line.reason ? <span className="block text-ink-3">{line.reason}</span> : null}
                    </Td>
                    <Td>{place(line)}</Td>
                    <Td numeric>
                      <Amount value={line.firstCount} unit={line.lot.unit} />
                    </Td>
                    <Td numeric>
                      {line.recount === null ? "—" : <Amount value={line.recount} unit={line.lot.unit} />}
                    </Td>
                    <Td numeric>
                      {line.expected === null ? "—" : <Amount value={line.expected} unit={line.lot.unit} />}
                    </Td>
                    <Td numeric>
                      {line.difference === null ? (
                        t(line.differs ? "stocktakes.differs" : "stocktakes.agrees")
                      ) : (
                        <Difference value={line.difference} unit={line.lot.unit} />
                      )}
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </Section>
        ) : null}
        <div className="grid content-start gap-8">
          <DescriptionList
            columns={1}
            facts={[
              { key: "lines", term: t("fields.lines"), value: row.lines.length },
              {
                key: "accuracy",
                term: t("fields.accuracy"),
                value:
                  row.accuracy === null
                    ? "—"
                    : row.accuracy.toLocaleString(locale, { style: "percent", maximumFractionDigits: 1 }),
              },
              ...(row.note ? [{ key: "note", term: t("fields.note"), value: row.note }] : []),
            ]}
          />
          <DocumentHistory
            actor={actor}
            kind="stocktake"
            id={row.id}
            machine={stocktakeMachine}
            factLabels={{
              lines: t("fields.facts.lines"),
              differing: t("fields.facts.differing"),
              posted: t("fields.facts.posted"),
              what: t("fields.facts.what"),
            }}
            factTexts={{
              "what.counted": t("fields.whats.counted"),
              "what.recounted": t("fields.whats.recounted"),
              "what.found": t("fields.whats.found"),
            }}
          />
        </div>
      </div>
    </>
  );
}
