import { useLocale, useTranslations } from "next-intl";
import { Quantity } from "@/components/ui/quantity";
import { exactText } from "@/components/ui/quantity-text";

export interface FulfilmentFigures {
  /** Asked: stated, or null when unknown. */
  quantity: number | null;
  estimate: number | null;
  basis: string | null;
  /** Approved; null while nothing is decided or the amount stays unknown. */
  approved: number | null;
  promised: number;
  shipped: number;
  received: number;
  unit: string;
}

/**
 * How far goods for a line have come, as one bar: received, shipped, promised, still open; with the figures under it. The whole is what
 * was approved, before that what was asked; without either there is no bar, only figures.
 */
export function FulfilmentBar({ figures, brief = false }: { figures: FulfilmentFigures; brief?: boolean }) {
  const t = useTranslations("demand");
  const locale = useLocale();
  const { approved, promised, shipped, received, unit } = figures;
  const whole = approved ?? figures.quantity ?? figures.estimate;
  // Before a decision nothing can have moved: three zeros would only be noise.
  const moving = approved !== null || promised > 0 || received > 0;
  const share = (part: number) => (whole ? `${Math.min(100, Math.max(0, (part / whole) * 100))}%` : "0%");
  const text = (value: number | null) => (value === null ? "—" : exactText(value, locale));
  const label = t("bars", {
    approved: text(approved),
    promised: text(promised),
    shipped: text(shipped),
    received: text(received),
  });
  const parts = [
    { key: "received", value: received, swatch: "bg-accent" },
    { key: "shipped", value: shipped, swatch: "bg-accent opacity-55" },
    { key: "promised", value: promised, swatch: "bg-accent opacity-25" },
  ] as const;
  return (
    <div className="grid min-w-0 gap-1">
      {whole && moving ? (
        <div
          role="img"
          aria-label={label}
          className="relative h-2.5 overflow-hidden rounded-full border border-line-strong bg-sunken"
        >
          {[...parts].reverse().map((part) => (
            <span
              key={part.key}
              style={{ inlineSize: share(part.value) }}
              className={`print-colours absolute inset-y-0 start-0 ${part.swatch}`}
            />
          ))}
        </div>
      ) : null}
      <dl className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-ink-2">
        {brief ? null : (
          <>
            <div className="flex gap-1">
              <dt>{t("fields.asked")}</dt>
              <dd>
                <Quantity
                  value={figures.quantity}
                  estimate={figures.estimate}
                  basis={figures.basis ?? undefined}
                  unit={unit}
                />
              </dd>
            </div>
            {approved === null ? null : (
              <div className="flex gap-1">
                <dt>{t("fields.approved")}</dt>
                <dd>
                  <Quantity value={approved} unit={unit} />
                </dd>
              </div>
            )}
          </>
        )}
        {(moving ? [...parts].reverse() : []).map((part) => (
          <div key={part.key} className="flex items-center gap-1">
            <dt className="inline-flex items-center gap-1">
              <span aria-hidden className={`print-colours inline-block size-2.5 rounded-full ${part.swatch}`} />
              {t(`fields.${part.key}`)}
            </dt>
            <dd className="tabular-nums">{exactText(part.value, locale)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
