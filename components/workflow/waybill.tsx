import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { unitText } from "../ui/unit-text";
import { Written } from "../ui/written";

/** Both names of something on a paper that readers of either language hold, one under the other where there are two. */
export const bothNames = (named: { name: string; nameEn?: string | null } | { nameZh: string; nameEn: string }) => (
  <>
    {"nameZh" in named ? named.nameZh : named.name}
    {named.nameEn ? <span className="block text-sm">{named.nameEn}</span> : null}
  </>
);

/** A unit in both languages: "瓶 bottles". */
export function bothUnits(unit: string, quantity?: bigint | null): string {
  const english = unitText(unit, "en", quantity);
  return english === unit ? unit : `${unit} ${english}`;
}

/** A sheet that is printed: on the screen it looks like paper, in print each begins a page. */
export function PrintSheet({ label, children }: { label: string; children: ReactNode }) {
  return (
    // On a phone the sheet keeps its size and scrolls; the region is reachable by keyboard.
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto print:overflow-visible"
    >
      <article className="light mx-auto mb-6 min-w-[165mm] max-w-[190mm] break-after-page border border-line bg-surface p-[10mm] text-sm text-ink last:break-after-auto print:mb-0 print:min-w-0 print:max-w-none print:border-0 print:p-0">
        {children}
      </article>
    </section>
  );
}

/** The head of a waybill: what it is in both languages, its number, and its codes (images as data URIs or inline SVG). */
export function SheetHead({
  title,
  subtitle,
  number,
  codes,
}: {
  title: ReactNode;
  /** The title in the other language. */
  subtitle: ReactNode;
  number: string;
  codes: Array<{ key: string; src: string; text: string; square?: boolean }>;
}) {
  const t = useTranslations("ui.waybill");
  return (
    <header className="flex items-start justify-between gap-6 border-b-2 border-ink pb-3">
      <div>
        <h2 className="text-xl font-bold">
          <Written>{title}</Written>
        </h2>
        <p>
          <Written>{subtitle}</Written>
        </p>
        <p className="mt-1 text-lg font-semibold tabular-nums">{number}</p>
      </div>
      <div className="flex items-start gap-4">
        {codes.map((code) => (
          <figure key={code.key} className="grid justify-items-center gap-1">
            {/* biome-ignore lint/performance/noImgElement: a data URI needs no loader */}
            <img
              src={code.src}
              alt={t("barcode", { code: code.text })}
              className={code.square ? "size-[26mm]" : "h-[18mm] w-auto"}
            />
            {code.square ? null : <figcaption className="text-sm tabular-nums">{code.text}</figcaption>}
          </figure>
        ))}
      </div>
    </header>
  );
}

/** Facts of a sheet in a ruled grid; both languages in the term ("收货单位 Consignee"). */
export function SheetFacts({
  facts,
}: {
  facts: Array<{ key: string; term: ReactNode; value: ReactNode; wide?: boolean }>;
}) {
  return (
    <dl className="mt-3 grid grid-cols-2 border-s border-t border-line-strong">
      {facts.map((fact) => (
        <div
          key={fact.key}
          className={`border-e border-b border-line-strong px-2 py-1 ${fact.wide ? "col-span-2" : ""}`}
        >
          <dt className="text-sm text-ink-2">
            <Written>{fact.term}</Written>
          </dt>
          <dd className="min-h-6 font-medium">
            <Written>{fact.value}</Written>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Lines of a sheet. Heads repeat on every page. */
export function SheetTable({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: Array<{ key: string; header: ReactNode; numeric?: boolean }>;
  rows: Array<{ key: string; cells: ReactNode[] }>;
}) {
  return (
    <table
      aria-label={label}
      className="mt-3 w-full border-collapse [&_:is(td,th)]:border [&_:is(td,th)]:border-line-strong [&_:is(td,th)]:px-2 [&_:is(td,th)]:py-1"
    >
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={column.numeric ? "text-end" : "text-start"}>
              <Written>{column.header}</Written>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {row.cells.map((cell, index) => (
              <td key={columns[index].key} className={columns[index].numeric ? "text-end tabular-nums" : undefined}>
                <Written>{cell}</Written>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Boxes to sign in by hand: shipper, driver, receiver. */
export function SignatureBoxes({ parties }: { parties: Array<{ key: string; label: ReactNode }> }) {
  const t = useTranslations("ui.waybill");
  return (
    <div className="keep-together mt-4 grid grid-cols-3 gap-3">
      {parties.map((party) => (
        <div key={party.key} className="border border-line-strong px-2 pt-1 pb-2">
          <p className="font-medium">
            <Written>{party.label}</Written>
          </p>
          <p className="mt-10 border-t border-line-strong pt-1 text-sm">{t("signature")}</p>
          <p className="mt-6 border-t border-line-strong pt-1 text-sm">{t("date")}</p>
        </div>
      ))}
    </div>
  );
}
