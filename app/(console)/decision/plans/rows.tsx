"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button, IconButton } from "@/components/ui/button";

/** A part of a plan's choices with its heading. */
export function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 content-start gap-3">
      <legend className="mb-1 font-medium">{title}</legend>
      {hint ? <p className="text-sm text-ink-3">{hint}</p> : null}
      {children}
    </fieldset>
  );
}

/** Rows that are added and taken away; each gets an index of its own, so that controls keep what was chosen. */
export function Rows<Row>({
  initial,
  blank,
  add,
  children,
}: {
  initial: readonly Row[];
  blank: Row;
  add: string;
  children: (row: Row, index: number) => ReactNode;
}) {
  const t = useTranslations("ui.lines");
  const [rows, setRows] = useState(() => initial.map((row, index) => ({ key: index, row })));
  return (
    <div className="grid gap-3">
      {rows.map(({ key, row }, at) => (
        <div key={key} className="flex items-end gap-2 border-b border-line pb-3">
          <div className="grid min-w-0 grow gap-2 sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]">
            {children(row, at)}
          </div>
          <IconButton
            label={t("remove", { row: at + 1 })}
            icon={<Trash2 aria-hidden />}
            onClick={() => setRows(rows.filter((other) => other.key !== key))}
          />
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon={<Plus aria-hidden />}
          onClick={() => setRows([...rows, { key: (rows.at(-1)?.key ?? -1) + 1, row: blank }])}
        >
          {add}
        </Button>
      </div>
    </div>
  );
}
