import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { PriorityBadge } from "@/components/ui/badges";
import { Chip } from "@/components/ui/chip";
import { Card, Section } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { unitText } from "@/components/ui/unit-text";
import type { PlanDetail, RulePreview } from "@/lib/decision/allocation/queries";
import type { ScarceGoods } from "@/lib/solver/flow/ration-preview";
import { RATIONING_RULES } from "@/lib/solver/flow/rationing";
import { nameIn } from "@/lib/platform/i18n/names";
import { PRIORITY_BADGE } from "../presentation";
import { RuleForm } from "./rule-form";

/** Places listed in a comparison of rules; totals count all. */
const MOST_PLACES = 60;

/** The goods there is not enough of, each with the rule that divides it; one of them opened for comparing rules. */
export async function ScarceGoodsSection({
  plan,
  scarce,
  opened,
  preview,
  mayChoose,
}: {
  plan: PlanDetail;
  scarce: readonly ScarceGoods[];
  opened: string | null;
  preview: RulePreview | null;
  mayChoose: boolean;
}) {
  const [t, locale] = await Promise.all([getTranslations("allocation.rules"), getLocale()]);
  const number = new Intl.NumberFormat(locale);
  const goods = new Map(plan.goods.map((one) => [one.id, one]));
  const ruleOf = new Map(plan.options.rationing.map((one) => [one.goodsId, one.rule]));
  const name = (id: string) => {
    const found = goods.get(id);
    return found ? nameIn(found, locale) : id;
  };
  const unit = (id: string) => unitText(goods.get(id)?.baseUnit ?? "", locale);
  return (
    <Section title={t("title")} className="my-6">
      <p className="mb-3 max-w-prose text-ink-2">{t("lead")}</p>
      <ul className="grid gap-2">
        {scarce.map((one) => (
          <li key={one.goodsId} className="min-w-0">
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <span className="font-medium">{name(one.goodsId)}</span>
              <span className="text-ink-2 tabular-nums">
                {t("supply", {
                  supply: number.format(one.supply),
                  need: number.format(one.need),
                  unit: unit(one.goodsId),
                })}
              </span>
              <Chip tone={ruleOf.has(one.goodsId) ? "accent" : undefined}>
                {t("now", { rule: t(`names.${ruleOf.get(one.goodsId) ?? "objective"}.label`) })}
              </Chip>
              <Link
                href={opened === one.goodsId ? `/decision/plans/${plan.id}` : `?rule=${one.goodsId}`}
                scroll={false}
                aria-expanded={opened === one.goodsId}
                className="no-print min-h-6 text-accent-ink underline underline-offset-2"
              >
                {t(opened === one.goodsId ? "close" : "compare")}
                <span className="sr-only"> {name(one.goodsId)}</span>
              </Link>
            </p>
            {opened === one.goodsId && preview ? (
              <Card className="mt-3 grid gap-5">
                <Preview plan={plan} caption={t("preview", { goods: name(one.goodsId) })} preview={preview} />
                {mayChoose ? (
                  <RuleForm
                    key={one.goodsId}
                    id={plan.id}
                    version={plan.version}
                    goodsId={one.goodsId}
                    now={ruleOf.get(one.goodsId) ?? "objective"}
                  />
                ) : null}
              </Card>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A row a need, a column a rule, the objective's own first; totals of all below. */
async function Preview({ plan, caption, preview }: { plan: PlanDetail; caption: string; preview: RulePreview }) {
  const [t, locale] = await Promise.all([getTranslations("allocation.rules"), getLocale()]);
  const words = await getTranslations("allocation.lines");
  const number = new Intl.NumberFormat(locale);
  const lines = new Map(plan.demandLines.map((line) => [line.id, line]));
  const shown = preview.lines.slice(0, MOST_PLACES);
  const total = (of: (line: RulePreview["lines"][number]) => number) =>
    preview.lines.reduce((sum, line) => sum + of(line), 0);
  return (
    <div className="grid gap-2">
      <div className="max-h-[28rem] overflow-auto">
        <Table caption={caption} dense>
          <thead>
            <Tr>
              <Th>{words("to")}</Th>
              <Th numeric>{t("need")}</Th>
              <Th numeric>{t("own")}</Th>
              {RATIONING_RULES.map((rule) => (
                <Th key={rule} numeric>
                  {t(`names.${rule}.label`)}
                </Th>
              ))}
            </Tr>
          </thead>
          <tbody>
            <Tr>
              <Td>
                <span className="font-medium">{t("total")}</span>
              </Td>
              <Td numeric>{number.format(total((line) => line.need))}</Td>
              <Td numeric>{number.format(total((line) => line.optimum))}</Td>
              {RATIONING_RULES.map((rule) => (
                <Td key={rule} numeric>
                  {number.format(total((line) => line.byRule[rule]))}
                </Td>
              ))}
            </Tr>
            {shown.map((line) => {
              const asked = lines.get(line.lineId);
              const site = asked?.demand.site;
              return (
                <Tr key={line.lineId}>
                  <Td>
                    {site ? nameIn(site, locale) : ""}{" "}
                    {asked ? <PriorityBadge priority={PRIORITY_BADGE[asked.demand.priority]} /> : null}
                  </Td>
                  <Td numeric>{number.format(line.need)}</Td>
                  <Td numeric>{number.format(line.optimum)}</Td>
                  {RATIONING_RULES.map((rule) => (
                    <Td key={rule} numeric>
                      {number.format(line.byRule[rule])}
                    </Td>
                  ))}
                </Tr>
              );
            })}
          </tbody>
        </Table>
      </div>
      {preview.lines.length > shown.length ? (
        <p className="text-sm text-ink-2">{t("more", { count: number.format(preview.lines.length - shown.length) })}</p>
      ) : null}
      <p className="text-sm text-ink-3">
        {t("whole")} {preview.limited ? t("throughput") : null}
      </p>
    </div>
  );
}
