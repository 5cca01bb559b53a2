import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Amount } from "@/components/stock/amount";
import { Input } from "@/components/ui/input";
import { Card } from "@/components/ui/page-header";
import { reviewDuplicateAction } from "@/lib/operation/procurement/actions";
import { nameIn } from "@/lib/platform/i18n/names";
import { Written } from "@/components/ui/written";

interface Side {
  id: string;
  number: string;
  businessAt: Date;
  party: { name: string };
  lines: {
    id: string;
    goodsId: string;
    unit: string;
    announced: bigint | null;
    counted: bigint | null;
    originalText: string;
    goods: { nameZh: string; nameEn: string };
  }[];
}

function Lines({ lines, locale }: { lines: Side["lines"]; locale: string }) {
  return (
    <ul className="mt-1 grid gap-1 text-sm">
      {lines.map((line) => (
        <li key={line.id}>
          {nameIn(line.goods, locale)} <Amount value={line.announced ?? line.counted} unit={line.unit} />
          {line.originalText ? (
            <span className="block text-ink-3">
              <Written>{line.originalText}</Written>
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** So few lines need no folding where none is shared. */
const SHORT = 5;

/** One of the two: the goods it has in common with the other one in sight, what else it brought on demand. */
async function OneSide({ title, side, other }: { title: string; side: Side; other: Side }) {
  const [t, locale] = await Promise.all([getTranslations("procurement"), getLocale()]);
  const common = new Set(other.lines.map((line) => line.goodsId));
  const shared = side.lines.filter((line) => common.has(line.goodsId));
  const rest = side.lines.filter((line) => !common.has(line.goodsId));
  return (
    <div className="min-w-0">
      <p className="text-sm text-ink-3">{title}</p>
      <p className="font-medium">
        <Link href={`/operation/deliveries/${side.id}`} className="text-accent-ink underline tabular-nums">
          {side.number}
        </Link>{" "}
        <Written>{side.party.name}</Written>
      </p>
      <Lines lines={shared} locale={locale} />
      {rest.length > 0 ? (
        <details className="mt-2" open={shared.length === 0 && rest.length <= SHORT}>
          <summary className="min-h-6 cursor-pointer text-sm text-ink-2">
            {t("deliveries.otherLines", { count: rest.length })}
          </summary>
          <Lines lines={rest} locale={locale} />
        </details>
      ) : null}
    </div>
  );
}

/** A likely repeat beside what it may repeat, and the verdict to be given on it. */
export async function DuplicateReview({
  delivery,
  original,
  reason,
  version,
  mayReview,
}: {
  delivery: Side;
  original: Side;
  reason: string | null;
  version: number;
  mayReview: boolean;
}) {
  const t = await getTranslations("procurement");
  const whole = delivery.lines.every((line) => (line.announced ?? 0n) > 0n);
  const distinct = {
    key: "distinct",
    label: t("deliveries.notDuplicate"),
    fixed: { verdict: "distinct" },
  };
  const received = {
    key: "receive",
    label: t("deliveries.notDuplicateReceive"),
    fixed: { verdict: "distinct", receive: "on" },
  };
  return (
    <Card className="grid gap-4">
      <p>{t("deliveries.reviewLead", { number: original.number })}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <OneSide title={t("deliveries.thisOne")} side={delivery} other={original} />
        <OneSide title={t("deliveries.original")} side={original} other={delivery} />
      </div>
      {reason ? <p className="text-sm text-ink-2">{t("deliveries.reviewReason", { reason })}</p> : null}
      {mayReview ? (
        <ActionForm
          action={reviewDuplicateAction}
          fixed={{ id: delivery.id, version, verdict: "duplicate" }}
          submit={t("deliveries.confirmDuplicate")}
          others={whole ? [received, distinct] : [distinct]}
          done={t("deliveries.reviewDone")}
          labels={{ reason: t("fields.reason") }}
          className="grid gap-3"
        >
          <FormField name="reason" label={t("fields.reason")} required>
            <Input name="reason" maxLength={500} />
          </FormField>
        </ActionForm>
      ) : null}
    </Card>
  );
}
