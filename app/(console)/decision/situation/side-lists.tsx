import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Chip } from "@/components/ui/chip";
import { Quantity } from "@/components/ui/quantity";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Freshness, ServiceClock } from "@/components/ui/time";
import { LOW_COVER_DAYS } from "@/components/map/symbols";
import type { Change } from "@/lib/decision/situation/queries/changes";
import { documentHref } from "@/lib/decision/situation/queries/changes";
import type { Situation } from "@/lib/decision/situation/queries/situation";
import type { Actor } from "@/lib/platform/auth/actor";
import type { DocumentKind, MovedPayload } from "@/lib/platform/events/catalogue";
import { eventNames, whoDid } from "@/lib/platform/events/names";
import { MACHINES } from "@/prisma/workflow-edges";
import { nameIn } from "@/lib/platform/i18n/names";
import { Written } from "@/components/ui/written";

const oneDecimal = (value: number) => Math.round(value * 10) / 10;

/** Goods that run out first, with where and by what their use is known. */
export async function CoverList({ cover, rows = 8 }: { cover: Situation["cover"]; rows?: number }) {
  const [t, locale] = await Promise.all([getTranslations("situation.cover"), getLocale()]);
  if (cover.shortest.length === 0) return <p className="text-ink-2">{t("none")}</p>;
  return (
    <>
      <Table caption={t("title")} dense>
        <thead>
          <Tr>
            <Th>{t("goods")}</Th>
            <Th numeric>{t("stock")}</Th>
            <Th numeric>{t("left")}</Th>
          </Tr>
        </thead>
        <tbody>
          {cover.shortest.slice(0, rows).map((row) => (
            <Tr key={`${row.siteId} ${row.goodsId}`}>
              <Td>
                <Link
                  href={`/operation/stock?site=${row.siteId}&goods=${row.goodsId}`}
                  className="text-accent-ink hover:underline"
                >
                  {row.goods ? nameIn(row.goods, locale) : "—"}
                </Link>
                <span className="block text-sm text-ink-2">{row.site ? nameIn(row.site, locale) : "—"}</span>
              </Td>
              <Td numeric>
                <Quantity short value={Number(row.onHand)} unit={row.goods?.baseUnit} />
              </Td>
              <Td numeric>
                <span
                  title={t(row.basis === "stated" ? "stated" : "issues")}
                  className={row.days < LOW_COVER_DAYS ? "font-semibold text-trouble-ink" : undefined}
                >
                  {row.basis === "stated" ? null : "≈ "}
                  {t("days", { days: oneDecimal(row.days) })}
                </span>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {cover.unknown > 0 ? <p className="mt-1 text-sm text-ink-2">{t("unknown", { count: cover.unknown })}</p> : null}
    </>
  );
}

/** What waits for this person's decision: how many of each kind, and the first of them in the order they should be decided. */
export async function Decisions({ decisions, now }: { decisions: Situation["decisions"]; now: Date }) {
  const [t, w] = await Promise.all([getTranslations("situation.decisions"), getTranslations("situation.work")]);
  if (decisions.kinds.length === 0) return <p className="text-ink-2">{t("none")}</p>;
  return (
    <>
      <ul className="mb-2 flex flex-wrap gap-1.5">
        {decisions.kinds.map(({ kind, count, listHref }) => (
          <li key={kind}>
            <Link href={listHref ?? "/operation/work"} className="inline-flex min-h-6 rounded-full hover:underline">
              <Chip>
                {w(`kinds.${kind}.name`)} <strong className="tabular-nums">{count >= 100 ? w("many") : count}</strong>
              </Chip>
            </Link>
          </li>
        ))}
      </ul>
      <ol className="divide-y divide-line">
        {decisions.items.map((item) => (
          <li
            key={`${item.kind} ${item.key}`}
            className="relative flex flex-wrap items-baseline justify-between gap-x-3 py-1.5 hover:bg-hover"
          >
            <Link href={item.href} className="font-medium text-accent-ink after:absolute after:inset-0">
              {w(`kinds.${item.kind}.button`)} · <Written>{item.title}</Written>
            </Link>
            <span className="text-sm text-ink-2">
              {item.dueAt ? <ServiceClock dueAt={item.dueAt} now={now} /> : <Freshness at={item.since} now={now} />}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** What happened: the move in its machine's own words, the document, who and when. Real time, as the audit trail has it. */
export async function ChangeList({ actor, changes, empty }: { actor: Actor; changes: Change[]; empty: string }) {
  const [t, all, locale, names] = await Promise.all([
    getTranslations("situation.changes"),
    getTranslations(),
    getLocale(),
    eventNames(actor, changes),
  ]);
  if (changes.length === 0) return <p className="text-ink-2">{empty}</p>;
  const now = new Date();
  return (
    <ol className="divide-y divide-line">
      {changes.map((change) => {
        const { move: name } = change.payload as Partial<MovedPayload>;
        const move = name
          ? MACHINES.find((machine) => machine.document === change.documentKind)?.moves[name]
          : undefined;
        const verb = change.type.slice(change.type.indexOf(".") + 1) as "created" | "edited" | "noted" | "moved";
        const what = move ? all(move.label) : all(`workflow.verbs.${verb}`);
        const document = `${all(`workflow.documents.${change.documentKind as DocumentKind}`)} ${change.documentNumber ?? ""}`;
        const href = documentHref(change.documentKind, change.documentId);
        return (
          <li key={String(change.id)} className="flex flex-wrap items-baseline justify-between gap-x-3 py-1.5">
            <span>
              {what}{" "}
              {href ? (
                <Link href={href} className="text-accent-ink underline">
                  {document}
                </Link>
              ) : (
                document
              )}
            </span>
            <span className="text-sm text-ink-2">
              <Written>{whoDid(change, names, locale) ?? t("system")}</Written> · <Freshness at={change.at} now={now} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}
