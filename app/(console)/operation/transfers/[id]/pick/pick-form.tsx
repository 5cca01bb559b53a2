"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { type FormEvent, useRef } from "react";
import { FailureText } from "@/components/form/failure-text";
import { useAction } from "@/components/form/use-action";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { notify } from "@/components/ui/toast";
import { unitText } from "@/components/ui/unit-text";
import { ScanInput } from "@/components/workflow/scan-input";
import { pickTransferAction } from "@/lib/operation/transport/transfer/actions";
import { useRefresh } from "@/components/form/refresh";

interface Lot {
  lotId: string;
  lot: string;
  placeId: string;
  zone: string;
  expiresOn: string;
  promised: string;
  available: string;
}
interface Line {
  id: string;
  goods: string;
  unit: string;
  left: string;
  lots: Lot[];
}

/** Picking with a scanner or a thumb: the promised lots in order, prefilled; another lot behind a fold, with its reason. */
export function PickForm({ id, version, lines }: { id: string; version: number; lines: Line[] }) {
  const t = useTranslations("transport.transfer");
  const format = useFormatter();
  const locale = useLocale();
  const refresh = useRefresh();
  const form = useRef<HTMLFormElement>(null);
  const { run, pending, failure } = useAction(pickTransferAction);

  /** A scanned lot number takes the cursor to its quantity. */
  function onCode(code: string) {
    const wanted = code.trim().toUpperCase();
    const field = form.current?.querySelector<HTMLElement>(`[data-lot="${CSS.escape(wanted)}"]`);
    const input = field?.querySelector<HTMLInputElement>("input:not([type=hidden])");
    if (!field || !input) {
      notify.trouble(t("pick.notFound", { code: wanted }));
      return;
    }
    const fold = field.closest("details");
    if (fold) fold.open = true;
    input.focus();
    input.select();
    field.scrollIntoView({ block: "center" });
    notify.done(t("pick.scanned", { code: wanted }));
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const picks = lines.flatMap((line) =>
      line.lots.flatMap((lot, index) => {
        const quantity = text(`${line.id}.${index}`);
        const substitutionReason = lot.promised === "0" ? text(`${line.id}.reason`) : "";
        return quantity === "" || quantity === "0"
          ? []
          : [
              {
                lineId: line.id,
                lotId: lot.lotId,
                placeId: lot.placeId,
                quantity,
                ...(substitutionReason ? { substitutionReason } : {}),
              },
            ];
      }),
    );
    run({ id, version, picks }, () => refresh(t("pick.done")));
  }

  const lotField = (line: Line, lot: Lot, index: number) => (
    <div
      key={`${lot.lotId}${lot.placeId}`}
      data-lot={lot.lot}
      className="grid grid-cols-[1fr_9rem] items-end gap-3 border-t border-line py-3"
    >
      <div className="min-w-0">
        <p className="font-medium tabular-nums">{lot.lot}</p>
        <p className="text-sm text-ink-2">
          {t("fields.shelf")} {lot.zone || "—"} · {t("fields.expires")} {lot.expiresOn}
        </p>
      </div>
      <NumberInput
        name={`${line.id}.${index}`}
        aria-label={`${t("pick.quantity")} ${lot.lot}`}
        unit={line.unit}
        defaultValue={lot.promised === "0" ? null : Number(lot.promised)}
      />
    </div>
  );
  return (
    <>
      <Field label={t("pick.scan")} name="scan">
        <ScanInput onCode={onCode} label={t("pick.scan")} />
      </Field>
      <form ref={form} onSubmit={onSubmit} className="mt-4 grid gap-4">
        {failure ? (
          <Banner tone="trouble">
            <FailureText failure={failure} />
          </Banner>
        ) : null}
        {lines.map((line) => {
          const others = line.lots.filter((lot) => lot.promised === "0");
          const none = others.length === line.lots.length;
          return (
            <section key={line.id} className="rounded-lg border border-line bg-surface px-4 pt-3 pb-1">
              <h2 className="flex flex-wrap justify-between gap-2 pb-2 text-lg font-semibold">
                {line.goods}
                <span className="text-base font-normal text-ink-2 tabular-nums">
                  {t("fields.left")} {format.number(BigInt(line.left))} {unitText(line.unit, locale, BigInt(line.left))}
                </span>
              </h2>
              {none ? (
                <p className="border-t border-line py-3 text-trouble-ink">
                  {t(line.lots.length === 0 ? "pick.noLot" : "pick.nonePromised")}
                </p>
              ) : null}
              {line.lots.map((lot, index) => (lot.promised === "0" && !none ? null : lotField(line, lot, index)))}
              {others.length > 0 && !none ? (
                <details className="border-t border-line py-2">
                  <summary className="min-h-11 cursor-pointer py-2 text-accent-ink">{t("pick.other")}</summary>
                  {line.lots.map((lot, index) => (lot.promised === "0" ? lotField(line, lot, index) : null))}
                  <Field label={t("pick.substitution")} name={`${line.id}.reason`} hint={t("pick.substitutionHint")}>
                    <Input name={`${line.id}.reason`} maxLength={500} />
                  </Field>
                </details>
              ) : null}
            </section>
          );
        })}
        {lines.some((line) => line.lots.length > 0) ? (
          <div className="phone:sticky phone:bottom-(--frame-bottom,0px) phone:-mx-4 phone:border-t phone:border-line phone:bg-surface phone:p-4">
            <Button type="submit" variant="primary" size="lg" pending={pending} className="w-full">
              {t("pick.submit")}
            </Button>
          </div>
        ) : null}
      </form>
    </>
  );
}
