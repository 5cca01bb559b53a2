import { unitText } from "@/components/ui/unit-text";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount, Day } from "@/components/stock/amount";
import { Chip } from "@/components/ui/chip";
import { Section } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { getDelivery } from "@/lib/operation/procurement/queries/deliveries";
import { nameIn } from "@/lib/platform/i18n/names";
import { ComparisonChip } from "../comparison";
import { Written } from "@/components/ui/written";

/** The lines of a delivery: announced, counted and accepted side by side, how they compare, and what inspection made of each. */
export async function DeliveryLines({ delivery }: { delivery: Awaited<ReturnType<typeof getDelivery>> }) {
  const [t, common, locale] = await Promise.all([
    getTranslations("procurement"),
    getTranslations("ui.common"),
    getLocale(),
  ]);
  const concluded = ["accepted", "partlyAccepted", "reversed"].includes(delivery.state);
  return (
    <Section title={t("fields.lines")} aside={t("fields.linesCount", { count: delivery.lines.length })}>
      <Table caption={t("fields.lines")}>
        <thead>
          <Tr>
            <Th>{t("fields.goods")}</Th>
            <Th numeric>{t("fields.announced")}</Th>
            <Th numeric>{t("fields.counted")}</Th>
            <Th numeric>{t("fields.accepted")}</Th>
            <Th>{t("fields.difference")}</Th>
            <Th>{t("deliveries.splits")}</Th>
          </Tr>
        </thead>
        <tbody>
          {delivery.lines.map((line) => (
            <Tr key={line.id}>
              <Td>
                <span className="font-medium">{nameIn(line.goods, locale)}</span>
                <span className="block text-ink-3">
                  {[line.spec, line.batch && `${t("fields.batch")} ${line.batch}`].filter(Boolean).join(" · ")}
                  {line.expiresOn ? (
                    <>
                      {" "}
                      {t("fields.expiresOn")} <Day value={line.expiresOn} />
                    </>
                  ) : null}
                </span>
                {line.originalText ? (
                  <span className="block text-ink-3">
                    {t("fields.originalText")} · <Written>{line.originalText}</Written>
                  </span>
                ) : null}
                {line.baseUnitsPerUnit === null ? <Chip tone="trouble">{t("fields.packUnknown")}</Chip> : null}
                {line.baseUnitsPerUnit !== null && line.baseUnitsPerUnit > 1n ? (
                  <span className="block text-ink-3">
                    1 {unitText(line.unit, locale, 1)} ={" "}
                    <Amount value={line.baseUnitsPerUnit} unit={line.goods.baseUnit} />
                  </span>
                ) : null}
              </Td>
              <Td numeric>
                <Amount value={line.announced} unit={line.unit} />
              </Td>
              <Td numeric>{line.counted === null ? "—" : <Amount value={line.counted} unit={line.unit} />}</Td>
              <Td numeric>{concluded ? <Amount value={line.accepted} unit={line.unit} /> : "—"}</Td>
              <Td>
                {line.counted === null ? (
                  "—"
                ) : line.announced === null ? (
                  <Chip tone="trouble">{t("comparison.notAnnounced")}</Chip>
                ) : (
                  <ComparisonChip comparison={line.comparison} unit={line.unit} />
                )}
              </Td>
              <Td>
                <ul className="grid gap-0.5">
                  {line.splits.map((split) => (
                    <li key={split.id}>
                      <Amount value={split.quantity} unit={line.unit} />{" "}
                      {split.condition === "good"
                        ? t(`dispositions.${split.disposition as "accept"}`)
                        : common("aside", {
                            text: t(`dispositions.${split.disposition as "accept"}`),
                            aside: t(`conditions.${split.condition}`),
                          })}
                      {split.lot ? (
                        <>
                          {" "}
                          <Link
                            href={`/operation/stock/lots/${split.lot.id}`}
                            className="text-accent-ink underline tabular-nums"
                          >
                            {split.lot.number}
                          </Link>
                        </>
                      ) : null}
                      {split.reason ? <span className="block text-ink-3">{split.reason}</span> : null}
                    </li>
                  ))}
                </ul>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
