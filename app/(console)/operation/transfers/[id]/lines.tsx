import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Chip, StateChip } from "@/components/ui/chip";
import { Input } from "@/components/ui/input";
import { Section } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { unitText } from "@/components/ui/unit-text";
import { putBackAction } from "@/lib/operation/transport/transfer/actions";
import type { getTransfer } from "@/lib/operation/transport/transfer/queries";
import { nameIn } from "@/lib/platform/i18n/names";
import { LineQuantity } from "../line-quantity";
import { dayText } from "../presentation";

type Transfer = Awaited<ReturnType<typeof getTransfer>>;
const LINK = "text-accent-ink underline underline-offset-2";

/** The lines of a transfer with how far each has come; what is staged may be put back from here while that is offered. */
export async function TransferLines({
  transfer,
  putBackMove,
  staged,
}: {
  transfer: Transfer;
  putBackMove: "putBack" | "putBackRest" | null;
  staged: Transfer["staged"];
}) {
  const [t, w, locale] = await Promise.all([
    getTranslations("transport.transfer"),
    getTranslations("workflow"),
    getLocale(),
  ]);
  const number = (value: bigint, unit: string) => <LineQuantity value={transfer.blind ? null : value} unit={unit} />;
  return (
    <Section title={t("fields.lines")} className="mt-6">
      <Table caption={t("fields.lines")}>
        <thead>
          <Tr>
            <Th>{t("fields.goods")}</Th>
            <Th>{t("fields.lot")}</Th>
            <Th numeric>{t("fields.quantity")}</Th>
            <Th numeric>{t("fields.picked")}</Th>
            <Th numeric>{t("fields.shipped")}</Th>
            <Th numeric>{t("fields.received")}</Th>
            <Th numeric>{t("fields.backOrdered")}</Th>
          </Tr>
        </thead>
        <tbody>
          {transfer.lines.map((line) => (
            <Tr key={line.id}>
              <Td>
                {nameIn(line.goods, locale)}
                {line.demandLine ? (
                  <Link className={`${LINK} block text-sm`} href={`/operation/demand/${line.demandLine.demand.id}`}>
                    {t("fields.demand")} {line.demandLine.demand.number}
                  </Link>
                ) : null}
                {line.statedReceived === null ? null : (
                  <span className="block text-sm text-ink-3">
                    {t("fields.stated")} {number(line.statedReceived, line.unit)}
                  </span>
                )}
              </Td>
              <Td>
                {line.lot ? `${line.lot.number} · ${dayText(line.lot.expiresOn)}` : t("fields.lotAny")}
                {line.unfit.map((lot) => (
                  <span key={lot.id} className="mt-1 block">
                    <StateChip kind="trouble">
                      {t("fields.unfitPicked", { lot: lot.number, why: t(`fields.unfit.${lot.why}`) })}
                    </StateChip>
                  </span>
                ))}
                {putBackMove && staged.some((lot) => lot.lineId === line.id) ? (
                  <details className="no-print mt-1">
                    <summary className="cursor-pointer text-sm text-accent-ink">{t(`moves.${putBackMove}`)}</summary>
                    <ActionForm
                      action={putBackAction}
                      fixed={{ id: transfer.id, version: transfer.version, lineId: line.id, move: putBackMove }}
                      submit={t(`moves.${putBackMove}`)}
                      done={t("putBackDone")}
                      variant="secondary"
                      className="mt-2 grid gap-2"
                    >
                      <FormField name="reason" label={w("reasonPrompt")} required>
                        <Input name="reason" maxLength={500} />
                      </FormField>
                    </ActionForm>
                  </details>
                ) : null}
              </Td>
              <Td numeric>
                {number(line.quantity, line.unit)}
                {line.short > 0n ? (
                  <span className="block">
                    <Chip tone="trouble">
                      {t("fields.short", {
                        amount: `${Number(line.short).toLocaleString(locale)} ${unitText(line.unit, locale, line.short)}`,
                      })}
                    </Chip>
                  </span>
                ) : null}
              </Td>
              <Td numeric>{number(line.picked, line.unit)}</Td>
              <Td numeric>{number(line.shipped, line.unit)}</Td>
              <Td numeric>{number(line.received, line.unit)}</Td>
              <Td numeric>{line.backOrdered > 0n ? number(line.backOrdered, line.unit) : "—"}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
