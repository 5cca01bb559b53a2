"use client";

import { useTranslations } from "next-intl";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Select } from "@/components/ui/select";
import { mapColumnsAction } from "@/lib/management/exchange/actions";
import { type ColumnMapping, type ImportField, importFields } from "@/lib/platform/exchange/model/table";

/** Sets which column of a table holds what; remembered by the table's headers. */
export function ColumnsForm({
  id,
  version,
  headerFingerprint,
  mapping,
  columns,
}: {
  id: string;
  version: number;
  headerFingerprint: string;
  mapping: ColumnMapping;
  /** Column index as text with its name. */
  columns: { value: string; label: string }[];
}) {
  const t = useTranslations("exchange");
  const label = (field: ImportField) => t(`fields.${field}`);
  return (
    <ActionForm
      action={mapColumnsAction}
      fixed={{ id, version, headerFingerprint }}
      submit={t("mapping.submit")}
      variant="secondary"
      done={t("mapping.saved")}
      labels={Object.fromEntries(importFields.map((field) => [`columns.${field}`, label(field)]))}
      className="grid gap-4"
    >
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {importFields.map((field) => (
          <FormField key={field} name={`columns.${field}`} label={label(field)} required={field === "goods"}>
            <Select
              name={`columns.${field}`}
              defaultValue={mapping[field]?.toString() ?? ""}
              placeholder={t("mapping.none")}
              options={columns}
            />
          </FormField>
        ))}
      </div>
    </ActionForm>
  );
}
