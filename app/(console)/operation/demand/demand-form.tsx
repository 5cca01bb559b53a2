"use client";

import { ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { formInput } from "@/components/form/action-form";
import { FailureText, useMessage } from "@/components/form/failure-text";
import { type ServerAction, useAction } from "@/components/form/use-action";
import { Banner, ErrorSummary } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import { notify } from "@/components/ui/toast";
import type { GoodsChoice, SiteChoice } from "@/lib/operation/demand/queries/choices";
import { PRIORITIES } from "@/lib/operation/demand/schema";
import type { Priority } from "@/lib/platform/db/generated/enums";
import { nameIn } from "@/lib/platform/i18n/names";
import { GoodsPicker } from "./goods-picker";
import { LikelyDuplicates } from "./likely-duplicates";
import { NeedLine, type NeedDraft, needInput } from "./need-line";
import { searchSiteOptions } from "./site-options";

/** What the form starts with. */
export interface DemandDraft {
  incidentId: string | null;
  site: SiteChoice | null;
  priority: Priority;
  neededBy: string;
  beneficiaries: number | null;
  contactRole: string;
  note: string;
  lines: NeedDraft[];
}

/**
 * A request being written, for one thumb: tap usual goods, step the amounts, choose how urgent, send. What is rarely needed is folded
 * away. The same form mends a returned request; place and incident are fixed then.
 */
export function DemandForm({
  draft,
  incidents,
  sites,
  usual,
  action,
  fixed,
  editing = false,
}: {
  draft: DemandDraft;
  incidents: { id: string; nameZh: string; nameEn: string }[];
  /** The person's sites, if they are few; one is taken without asking. */
  sites: SiteChoice[];
  usual: GoodsChoice[];
  action: ServerAction<{ id: string }>;
  /** Input that has no control. */
  fixed?: Record<string, unknown>;
  editing?: boolean;
}) {
  const t = useTranslations("demand");
  const common = useTranslations("ui.common");
  const locale = useLocale();
  const say = useMessage();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const { run, pending, failure } = useAction(action);
  const [lines, setLines] = useState<NeedDraft[]>(draft.lines);
  const [siteId, setSiteId] = useState(draft.site?.id ?? (sites.length === 1 ? (sites[0]?.id ?? null) : null));
  const [asDraft, setAsDraft] = useState(false);
  const errorOf = (path: string) => {
    const message = failure?.fields?.[path];
    return message ? say(message) : undefined;
  };
  useEffect(() => {
    if (failure) summary.current?.focus();
  }, [failure]);

  function add(goods: GoodsChoice) {
    setLines((before) =>
      before.some((line) => line.goods.id === goods.id)
        ? before
        : [...before, { goods, quantity: null, unknown: false, estimate: null, basis: "" }],
    );
  }
  function send(submit: boolean) {
    if (pending || !form.current) return;
    setAsDraft(!submit);
    const { lines: _typed, ...typed } = formInput(form.current);
    run(
      {
        ...typed,
        ...(editing ? {} : { siteId: siteId ?? undefined, submit }),
        lines: lines.map(needInput),
        ...fixed,
      },
      ({ id }) => {
        notify.done(t(editing || !submit ? "form.saved" : "form.submitted"));
        router.push(`/operation/demand/${id}`);
      },
    );
  }
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    send(true);
  }

  const oneSite = sites.length === 1 ? sites[0] : null;
  const names: Record<string, string> = {
    siteId: t("fields.site"),
    incidentId: t("fields.incident"),
    lines: t("fields.lines"),
    priority: t("fields.priority"),
    neededBy: t("fields.neededBy"),
    beneficiaries: t("fields.beneficiaries"),
  };
  const faults = Object.entries(failure?.fields ?? {}).map(([path, message]) => {
    const index = /^lines\.(\d+)/.exec(path)?.[1];
    const name =
      names[path] ??
      (index === undefined ? undefined : lines[Number(index)] && nameIn(lines[Number(index)].goods, locale));
    return { name: path, message: name ? common("named", { name, text: say(message) }) : say(message) };
  });
  return (
    <form ref={form} onSubmit={onSubmit} noValidate className="grid max-w-2xl gap-6">
      {failure ? (
        <div ref={summary} tabIndex={-1} className="outline-none">
          {faults.length > 0 ? (
            <ErrorSummary errors={faults} />
          ) : (
            <Banner tone="trouble">
              <FailureText failure={failure} />
            </Banner>
          )}
        </div>
      ) : null}

      {editing ? null : (
        <div className="grid gap-3">
          {oneSite ? (
            <p className="text-lg font-medium">{t("form.siteFixed", { site: nameIn(oneSite, locale) })}</p>
          ) : (
            <Field label={t("form.chooseSite")} name="siteId" required error={errorOf("siteId")}>
              <Combobox
                search={(query) => searchSiteOptions(query, locale)}
                defaultOption={
                  draft.site
                    ? { value: draft.site.id, label: nameIn(draft.site, locale), hint: nameIn(draft.site.area, locale) }
                    : null
                }
                onOption={(option) => setSiteId(option?.value ?? null)}
              />
            </Field>
          )}
          {incidents.length === 1 ? (
            <input type="hidden" name="incidentId" value={incidents[0]?.id} />
          ) : (
            <Field label={t("form.chooseIncident")} name="incidentId" required error={errorOf("incidentId")}>
              <Select
                name="incidentId"
                defaultValue={draft.incidentId ?? ""}
                options={incidents.map((incident) => ({ value: incident.id, label: nameIn(incident, locale) }))}
              />
            </Field>
          )}
        </div>
      )}

      <GoodsPicker usual={usual} chosen={lines.map((line) => line.goods.id)} onAdd={add} error={errorOf("lines")} />
      {lines.length > 0 ? (
        <ol aria-label={t("fields.lines")} className="grid gap-3">
          {lines.map((line, index) => (
            <NeedLine
              key={line.goods.id}
              line={line}
              index={index}
              errorOf={errorOf}
              onChange={(next) =>
                setLines((before) => before.map((other) => (other.goods.id === line.goods.id ? next : other)))
              }
              onRemove={() => setLines((before) => before.filter((other) => other.goods.id !== line.goods.id))}
            />
          ))}
        </ol>
      ) : null}
      {editing ? null : <LikelyDuplicates siteId={siteId} goodsIds={lines.map((line) => line.goods.id)} />}

      <Field label={t("fields.priority")} name="priority" group required error={errorOf("priority")}>
        <RadioCards
          name="priority"
          columns={3}
          defaultValue={draft.priority}
          cards={PRIORITIES.map((value) => ({
            value,
            label: t(`priorities.${value}`),
            hint: t(`priorityHints.${value}`),
          }))}
        />
      </Field>

      <details
        className="group rounded border border-line px-3 py-2"
        open={editing || draft.note !== "" || draft.neededBy !== "" || undefined}
      >
        <summary className="flex min-h-9 cursor-pointer items-center gap-2 font-medium touch:min-h-11">
          <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
          {t("form.more")}
        </summary>
        <div className="grid gap-3 py-2 sm:grid-cols-2">
          <Field label={t("fields.neededBy")} name="neededBy" error={errorOf("neededBy")}>
            <DateInput withTime name="neededBy" defaultValue={draft.neededBy} />
          </Field>
          <Field label={t("fields.beneficiaries")} name="beneficiaries" error={errorOf("beneficiaries")}>
            <NumberInput name="beneficiaries" defaultValue={draft.beneficiaries} />
          </Field>
          <Field
            label={t("fields.contactRole")}
            name="contactRole"
            hint={t("contactHint")}
            error={errorOf("contactRole")}
          >
            <Input name="contactRole" maxLength={100} defaultValue={draft.contactRole} />
          </Field>
          <Field label={t("fields.note")} name="note" className="sm:col-span-2" error={errorOf("note")}>
            <Textarea name="note" rows={2} maxLength={2000} defaultValue={draft.note} />
          </Field>
        </div>
      </details>

      <div className="flex flex-wrap items-center gap-2 phone:sticky phone:bottom-(--frame-bottom,0px) phone:z-20 phone:-mx-4 phone:border-t phone:border-line phone:bg-surface phone:px-4 phone:py-3">
        <Button type="submit" variant="primary" size="lg" className="phone:grow" pending={pending && !asDraft}>
          {t(editing ? "form.save" : "form.submit")}
        </Button>
        {editing ? null : (
          <Button size="lg" pending={pending && asDraft} onClick={() => send(false)}>
            {t("form.saveDraft")}
          </Button>
        )}
        {lines.length > 0 ? (
          <span className="text-sm text-ink-2" aria-live="polite">
            {t("form.summary", { count: lines.length })}
          </span>
        ) : null}
      </div>
    </form>
  );
}
