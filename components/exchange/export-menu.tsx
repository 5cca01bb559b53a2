"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";

const FORMATS = [
  { key: "xlsx", query: { format: "xlsx" } },
  { key: "csv", query: { format: "csv" } },
  { key: "xlsxHxl", query: { format: "xlsx", hxl: "1" } },
  { key: "csvHxl", query: { format: "csv", hxl: "1" } },
] as const;

/**
 * Exports a list with the filters in force, as a workbook or delimited text, with or without the row of humanitarian tags. Goes into the
 * actions of a list's `PageHeader`; `list` is a name of `lib/management/exchange/export/lists.ts`.
 */
export function ExportMenu({
  list,
  filter = {},
}: {
  list: string;
  /** Filters of the page's address; where the page stands in the list is left out. */
  filter?: Readonly<Record<string, string | string[] | undefined>>;
}) {
  const t = useTranslations("exchange.export");
  const address = (query: Readonly<Record<string, string>>) => {
    const given = Object.entries(filter).flatMap(([name, value]) =>
      typeof value === "string" && value !== "" && name !== "after" && name !== "before" ? [[name, value]] : [],
    );
    return `/api/export/${list}?${new URLSearchParams([...given, ...Object.entries(query)])}`;
  };
  return (
    <Menu
      trigger={
        <Button icon={<Download aria-hidden />} className="no-print">
          {t("button")}
        </Button>
      }
      items={FORMATS.map(({ key, query }) => ({
        key,
        label: t(key),
        // A plain download: the router must not try to draw a file.
        onSelect: () => window.location.assign(address(query)),
      }))}
    />
  );
}
