import { Scale } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader, Section } from "@/components/ui/page-header";
import { FillBar, Quantity } from "@/components/ui/quantity";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { compareWith2020, type ComparisonView } from "@/lib/decision/comparison/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { nameIn } from "@/lib/platform/i18n/names";
import { percent } from "../plans/presentation";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("comparison"))("title") };
}

interface Measure {
  label: string;
  better: "higher" | "lower";
  proposed: number | null;
  actual: number | null;
  shown: (value: number) => string;
}

async function figures({ proposed, actual }: ComparisonView): Promise<Measure[]> {
  const [t, locale] = await Promise.all([getTranslations("comparison"), getLocale()]);
  const share = (value: number) => percent(value, locale);
  const plain = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 3 });
  const fills = (["stated", "estimated"] as const).flatMap((basis) =>
    proposed.fill.map((fill, index) => ({
      label: t(`fill.${basis}`, { name: t(`classes.${fill.priority}`) }),
      better: "higher" as const,
      proposed: fill[basis],
      actual: actual.fill[index]?.[basis] ?? null,
      shown: share,
    })),
  );
  return [
    ...fills,
    {
      label: t("hospitalsServed"),
      better: "higher",
      proposed: proposed.hospitalsServed,
      actual: actual.hospitalsServed,
      shown: (served) => t("ofHospitals", { served, all: proposed.hospitals }),
    },
    {
      label: t("minimumFill"),
      better: "higher",
      proposed: proposed.minimumFill,
      actual: actual.minimumFill,
      shown: share,
    },
    { label: t("gini"), better: "lower", proposed: proposed.gini, actual: actual.gini, shown: plain },
    { label: t("idle"), better: "lower", proposed: proposed.idleGoodsDays, actual: actual.idleGoodsDays, shown: plain },
  ];
}

export default async function ComparisonPage() {
  const [actor, t, a, locale] = await Promise.all([
    requireActor(),
    getTranslations("comparison"),
    getTranslations("allocation.compare"),
    getLocale(),
  ]);
  const view = await compareWith2020(actor).catch((error: unknown) => {
    if (error instanceof NotFound && error.reason.key === "comparison.empty") return null;
    throw error;
  });
  if (!view)
    return (
      <>
        <PageHeader title={t("title")} lead={t("lead")} />
        <EmptyState icon={<Scale aria-hidden />} title={t("empty")} />
      </>
    );
  const rows = await figures(view);
  const { left } = view;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-8">
        <div className="overflow-x-auto">
          <Table caption={t("title")}>
            <thead>
              <Tr>
                <Th>{t("measure")}</Th>
                <Th numeric>{t("proposed")}</Th>
                <Th numeric>{t("actual")}</Th>
              </Tr>
            </thead>
            <tbody>
              {rows
                .filter((row) => row.proposed !== null || row.actual !== null)
                .map((row) => {
                  const [one, other] = [row.proposed, row.actual];
                  const wins =
                    one !== null && other !== null && one !== other
                      ? row.better === "higher"
                        ? one > other
                        : one < other
                      : null;
                  const cell = (value: number | null, best: boolean) => (
                    <Td numeric>
                      <span className={best ? "font-bold" : undefined}>{value === null ? "—" : row.shown(value)}</span>
                      {best ? <span className="ms-1 text-sm text-accent-ink">{a("best")}</span> : null}
                    </Td>
                  );
                  return (
                    <Tr key={row.label}>
                      <Td>{row.label}</Td>
                      {cell(one, wins === true)}
                      {cell(other, wins === false)}
                    </Tr>
                  );
                })}
            </tbody>
          </Table>
        </div>
        <Section title={t("byHospital")}>
          <div className="max-h-[32rem] overflow-auto">
            <Table caption={t("byHospital")} dense>
              <thead>
                <Tr>
                  <Th>{t("hospital")}</Th>
                  <Th numeric>{t("lines")}</Th>
                  <Th>{t("proposed")}</Th>
                  <Th>{t("actual")}</Th>
                </Tr>
              </thead>
              <tbody>
                {view.hospitals.map((hospital) => (
                  <Tr key={hospital.id}>
                    <Td>{nameIn(hospital, locale)}</Td>
                    <Td numeric>{hospital.lines}</Td>
                    {(["proposed", "actual"] as const).map((key) => (
                      <Td key={key}>
                        <FillBar part={hospital[key]} whole={1} label={`${nameIn(hospital, locale)} ${t(key)}`} />
                      </Td>
                    ))}
                  </Tr>
                ))}
              </tbody>
            </Table>
          </div>
        </Section>
        <Section title={t("byGoods")}>
          <div className="overflow-x-auto">
            <Table caption={t("byGoods")} dense>
              <thead>
                <Tr>
                  <Th rowSpan={2}>{t("goods")}</Th>
                  <Th rowSpan={2} numeric>
                    {t("needed")}
                  </Th>
                  <Th rowSpan={2} numeric>
                    {t("arrived")}
                  </Th>
                  <Th colSpan={2} scope="colgroup" numeric>
                    {t("given")}
                  </Th>
                  <Th colSpan={2} scope="colgroup" numeric>
                    {t("idleDays")}
                  </Th>
                </Tr>
                <Tr>
                  <Th numeric>{t("proposed")}</Th>
                  <Th numeric>{t("actual")}</Th>
                  <Th numeric>{t("proposed")}</Th>
                  <Th numeric>{t("actual")}</Th>
                </Tr>
              </thead>
              <tbody>
                {view.goods.map((goods) => (
                  <Tr key={goods.id}>
                    <Td>{nameIn(goods, locale)}</Td>
                    {[
                      goods.needed,
                      goods.arrived,
                      goods.proposed,
                      goods.actual,
                      goods.idleProposed,
                      goods.idleActual,
                    ].map((value, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: six fixed columns in fixed order
                      <Td key={index} numeric>
                        <Quantity value={value} unit={goods.unit} short />
                      </Td>
                    ))}
                  </Tr>
                ))}
              </tbody>
            </Table>
          </div>
        </Section>
        <Section title={t("method.title")}>
          <ul className="grid max-w-prose list-disc gap-2 ps-5 text-ink-2">
            <li>{t("method.supply", { receipts: left.receipts, receiptRows: left.receiptRows })}</li>
            <li>
              {t("method.issued", {
                issueRows: left.issueRows,
                issues: left.issues,
                issuesElsewhere: left.issuesElsewhere,
              })}
            </li>
            <li>{t("method.needs", { needsUnknown: left.needsUnknown })}</li>
            <li>{t("method.rule")}</li>
            <li>{t("method.plan")}</li>
            <li>{t("method.units")}</li>
            <li>{t("method.idle")}</li>
            <li>{t("method.reach")}</li>
            <li>{t("method.limits")}</li>
          </ul>
        </Section>
      </div>
    </>
  );
}
