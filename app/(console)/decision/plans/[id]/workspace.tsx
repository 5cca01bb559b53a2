"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useMessage } from "@/components/form/failure-text";
import { CityMap } from "@/components/map/city-map";
import type { MapThing } from "@/components/map/symbols";
import { PriorityBadge } from "@/components/ui/badges";
import { Chip } from "@/components/ui/chip";
import { Card } from "@/components/ui/page-header";
import { FillBar, Quantity } from "@/components/ui/quantity";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import type { Message } from "@/lib/platform/errors";
import { FreezeControl } from "./freeze-control";
import { groupLines } from "./group-lines";
import type { LineView, PlanView } from "./view";
import { useLimitText, Why } from "./why";

/** Rows of a table shown at once; the rest follow on demand, so that a plan of thousands of lines opens at once. */
const FIRST_ROWS = 100;

/**
 * The plan itself: the flow map and the tables highlight each other, and whatever is picked is explained at the side.
 */
export function Workspace({ planId, view, mayFreeze }: { planId: string; view: PlanView; mayFreeze: boolean }) {
  const t = useTranslations("allocation");
  const locale = useLocale();
  const say = useMessage();
  const limitText = useLimitText();
  const [picked, setPicked] = useState<{ need: string; line: string | null } | null>(null);
  const [thing, setThing] = useState<MapThing | null>(null);
  const [rows, setRows] = useState(FIRST_ROWS);
  const needs = useMemo(() => new Map(view.needs.map((need) => [need.id, need])), [view.needs]);
  const unmet = useMemo(() => view.needs.filter((need) => need.served < need.need), [view.needs]);
  const km = (value: number) => `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)} km`;
  const flow = thing?.kind === "flow" ? thing.id : null;
  const shown = flow ? view.lines.filter((line) => `${line.fromId}>${line.toId}` === flow) : view.lines;
  const need = picked ? needs.get(picked.need) : undefined;
  const line = picked?.line ? view.lines.find((one) => one.id === picked.line) : undefined;
  const pickLine = (one: LineView) => {
    setPicked({ need: one.needId, line: one.id });
    setThing({ kind: "flow", id: `${one.fromId}>${one.toId}` });
  };

  const lineTable = (
    <div className="grid gap-2">
      {flow ? (
        <button
          type="button"
          className="justify-self-start text-sm text-accent-ink underline"
          onClick={() => setThing(null)}
        >
          {view.flows.find((one) => one.id === flow)?.fromLabel} → {view.flows.find((one) => one.id === flow)?.toLabel}{" "}
          ×
        </button>
      ) : null}
      <div className="max-h-[36rem] overflow-auto">
        <Table caption={t("result.tabs.lines")} dense>
          <thead>
            <Tr>
              <Th>{t("lines.to")}</Th>
              <Th>{t("lines.goods")}</Th>
              <Th numeric>{t("lines.quantity")}</Th>
              <Th>{t("lines.from")}</Th>
              <Th numeric>{t("lines.distance")}</Th>
              <Th>{t("lines.status")}</Th>
              <Th>{t("lines.why")}</Th>
            </Tr>
          </thead>
          <tbody>
            {shown.slice(0, rows).map((one) => (
              <Tr key={one.id} tone={one.status === "conflict" ? "trouble" : undefined}>
                <Td>
                  {one.to} <PriorityBadge priority={one.priority} />
                </Td>
                <Td>
                  {one.goods}
                  {one.substituted ? <Chip>{t("lines.substituted")}</Chip> : null}
                  <span className="block text-sm text-ink-3">
                    {one.lot}
                    {one.expiresOn ? ` · ${t("lines.expires")} ${one.expiresOn}` : ""}
                  </span>
                </Td>
                <Td numeric>
                  <Quantity value={one.quantity} unit={one.unit} />
                  {one.rule ? (
                    <span className="block text-sm text-ink-3">{t(`rules.names.${one.rule}.label`)}</span>
                  ) : null}
                </Td>
                <Td>{one.from}</Td>
                <Td numeric>{km(one.distanceKm)}</Td>
                <Td>
                  <span className="whitespace-nowrap">{t(`lines.statuses.${one.status}`)}</span>
                  {one.frozen ? <Chip tone="accent">{t("lines.frozen")}</Chip> : null}
                  {one.conflict ? (
                    <span className="block text-sm text-trouble-ink">{say(one.conflict as Message)}</span>
                  ) : null}
                </Td>
                <Td>
                  <button
                    type="button"
                    className="min-h-6 text-accent-ink underline underline-offset-2"
                    aria-pressed={picked?.line === one.id}
                    onClick={() => pickLine(one)}
                  >
                    {t("lines.why")}
                    <span className="sr-only">
                      {one.to} {one.goods}
                    </span>
                  </button>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      {shown.length > rows ? (
        <button
          type="button"
          className="justify-self-start text-sm text-accent-ink underline"
          onClick={() => setRows(rows + 500)}
        >
          + {new Intl.NumberFormat(locale).format(shown.length - rows)}
        </button>
      ) : null}
    </div>
  );
  const groupTable = (by: "to" | "from" | "goods", caption: string) => (
    <div className="max-h-[36rem] overflow-auto">
      <Table caption={caption} dense>
        <thead>
          <Tr>
            <Th>{t(`lines.${by}`)}</Th>
            <Th numeric>{t("result.tabs.lines")}</Th>
            <Th>{t("lines.quantity")}</Th>
          </Tr>
        </thead>
        <tbody>
          {groupLines(view.lines, by).map((group) => (
            <Tr key={group.key}>
              <Td>{group.label}</Td>
              <Td numeric>{group.lines}</Td>
              <Td>
                <ul>
                  {group.amounts.map((amount) => (
                    <li key={`${amount.goods}-${amount.unit}`}>
                      {by === "goods" ? null : `${amount.goods} `}
                      <Quantity value={amount.quantity} unit={amount.unit} />
                    </li>
                  ))}
                </ul>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
  const unmetTable = (
    <div className="max-h-[36rem] overflow-auto">
      <Table caption={t("result.tabs.unmet")} dense>
        <thead>
          <Tr>
            <Th>{t("lines.to")}</Th>
            <Th>{t("lines.goods")}</Th>
            <Th>{t("fields.fill")}</Th>
            <Th>{t("lines.why")}</Th>
          </Tr>
        </thead>
        <tbody>
          {unmet.slice(0, rows).map((one) => (
            <Tr key={one.id}>
              <Td>
                {one.place} <PriorityBadge priority={one.priority} />
              </Td>
              <Td>{one.goods}</Td>
              <Td>
                <FillBar part={one.served} whole={one.need} label={`${one.place} ${one.goods}`} tone="neutral" />
                <span className="text-sm text-ink-2 tabular-nums">
                  {t("lines.filled", {
                    served: new Intl.NumberFormat(locale).format(one.served),
                    need: new Intl.NumberFormat(locale).format(one.need),
                  })}{" "}
                  {one.unit}
                </span>
              </Td>
              <Td>
                <button
                  type="button"
                  className="min-h-6 text-start text-accent-ink underline underline-offset-2"
                  aria-pressed={picked?.need === one.id && !picked.line}
                  onClick={() => setPicked({ need: one.id, line: null })}
                >
                  {one.why ? limitText(one.why) : t("lines.why")}
                </button>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
  const improvements = (
    <div className="grid gap-2">
      <p className="font-medium">{t("why.sensitivities")}</p>
      {view.sensitivities.length === 0 ? (
        <p className="text-ink-2">{t("why.noSensitivities")}</p>
      ) : (
        <ol className="list-decimal ps-6">
          {view.sensitivities.map((one) => (
            <li key={`${one.kind}-${one.store}-${one.goods}`}>
              {t(`why.sensitivity.${one.kind}`, {
                store: one.store,
                goods: one.goods,
                unit: one.unit,
                places: one.places,
                amount: new Intl.NumberFormat(locale).format(one.amount),
                served: new Intl.NumberFormat(locale).format(one.served),
              })}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-6">
        {view.flows.length > 0 ? (
          <CityMap label={t("result.map")} flows={view.flows} selected={thing?.id ?? null} onSelect={setThing} />
        ) : (
          <p className="text-ink-2">{t("result.noLines")}</p>
        )}
        <Tabs
          label={t("title")}
          tabs={[
            { key: "lines", label: `${t("result.tabs.lines")} ${view.lines.length}`, content: lineTable },
            { key: "unmet", label: `${t("result.tabs.unmet")} ${unmet.length}`, content: unmetTable },
            {
              key: "destinations",
              label: t("result.tabs.destinations"),
              content: groupTable("to", t("result.tabs.destinations")),
            },
            { key: "sources", label: t("result.tabs.sources"), content: groupTable("from", t("result.tabs.sources")) },
            { key: "goods", label: t("result.tabs.goods"), content: groupTable("goods", t("result.tabs.goods")) },
            { key: "why", label: t("result.tabs.why"), content: improvements },
          ]}
        />
      </div>
      <aside
        aria-live="polite"
        aria-label={t("why.title")}
        className="xl:sticky xl:top-[calc(var(--frame-top,0px)+1rem)] xl:self-start"
      >
        <Card>
          <h2 className="mb-2 text-lg font-semibold">{t("why.title")}</h2>
          {need ? <Why need={need} /> : <p className="text-ink-2">{t("why.pick")}</p>}
          {line && mayFreeze ? (
            <div className="mt-4 grid gap-2">
              {line.frozenReason ? <p className="text-sm text-ink-2">{line.frozenReason}</p> : null}
              <FreezeControl key={`${line.id}-${line.frozen}`} planId={planId} lineId={line.id} frozen={line.frozen} />
            </div>
          ) : null}
        </Card>
      </aside>
    </div>
  );
}
