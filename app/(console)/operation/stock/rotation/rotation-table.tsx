"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Card } from "@/components/ui/page-header";
import { Chip, StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { Input } from "@/components/ui/input";
import { Quantity } from "@/components/ui/quantity";
import { disposeExpiredAction } from "@/lib/operation/storage/actions";

export interface RotationLine {
  key: string;
  placeId: string;
  lotId: string;
  lot: string;
  goods: string;
  unit: string;
  site: string;
  expiresOn: string;
  daysLeft: number;
  onHand: number;
  filed: boolean;
}

/** Stock by shelf life, soonest first; expired rows can be ticked and filed for disposal together. */
export function RotationTable({ rows, mayDispose }: { rows: RotationLine[]; mayDispose: boolean }) {
  const t = useTranslations("storage");
  const [ticked, setTicked] = useState<string[]>([]);
  const chosen = rows.filter((row) => ticked.includes(row.key) && row.daysLeft < 0 && !row.filed);
  return (
    <>
      {chosen.length > 0 ? (
        <Card className="mb-3">
          <p className="mb-2">
            {t("rotationPage.disposeLead")} {t("rotationPage.selected", { count: chosen.length })}
          </p>
          <ActionForm
            action={disposeExpiredAction}
            fixed={{ items: chosen.map(({ placeId, lotId }) => ({ placeId, lotId })) }}
            submit={t("rotationPage.dispose")}
            done={t("rotationPage.disposeDone")}
            className="grid max-w-md gap-3"
          >
            <FormField name="reason" label={t("fields.reason")} required>
              <Input name="reason" maxLength={500} />
            </FormField>
          </ActionForm>
        </Card>
      ) : null}
      <DataTable
        caption={t("tabs.rotation")}
        empty={null}
        select={mayDispose && rows.some((row) => row.daysLeft < 0) ? { name: "rows", onKeys: setTicked } : undefined}
        columns={[
          { key: "goods", header: t("fields.goods") },
          { key: "lot", header: t("fields.lot"), nowrap: true },
          { key: "site", header: t("fields.site") },
          { key: "expires", header: t("fields.expiresOn"), nowrap: true },
          { key: "left", header: t("fields.daysLeft") },
          { key: "onHand", header: t("fields.onHand"), numeric: true },
        ]}
        rows={rows.map((row) => ({
          key: row.key,
          href: `/operation/stock/lots/${row.lotId}`,
          label: `${row.goods} ${row.lot}`,
          tone: row.daysLeft < 0 ? ("trouble" as const) : undefined,
          cells: [
            row.goods,
            row.lot,
            row.site,
            row.expiresOn,
            <span key="left" className="inline-flex flex-wrap gap-1">
              {row.daysLeft < 0 ? (
                <StateChip kind="trouble">{t("rotationPage.expired", { days: -row.daysLeft })}</StateChip>
              ) : row.daysLeft === 0 ? (
                <Chip>{t("rotationPage.today")}</Chip>
              ) : (
                t("rotationPage.left", { days: row.daysLeft })
              )}
              {row.filed ? <Chip tone="faded">{t("rotationPage.filed")}</Chip> : null}
            </span>,
            <Quantity key="onHand" value={row.onHand} unit={row.unit} />,
          ],
        }))}
      />
    </>
  );
}
