import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { StateChip } from "@/components/ui/chip";
import { Section } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { getShipment } from "@/lib/operation/transport/shipment/queries";
import { nameIn } from "@/lib/platform/i18n/names";
import { LineQuantity } from "../../transfers/line-quantity";
import { dayText } from "../../transfers/presentation";

const LINK = "text-accent-ink underline underline-offset-2";

/** What a shipment carries, once counted with what came of it, and the discrepancies that were opened over it. */
export async function ShipmentLines({
  shipment,
  counted,
}: {
  shipment: Awaited<ReturnType<typeof getShipment>>;
  counted: boolean;
}) {
  const [t, x, d, locale] = await Promise.all([
    getTranslations("transport.shipment"),
    getTranslations("transport.transfer"),
    getTranslations("distribution.discrepancy"),
    getLocale(),
  ]);
  return (
    <Section title={t("fields.lines")} className="mt-6">
      <Table caption={t("fields.lines")}>
        <thead>
          <Tr>
            <Th>{t("fields.goods")}</Th>
            <Th>{t("fields.lot")}</Th>
            <Th>{t("fields.expires")}</Th>
            <Th numeric>{t("fields.quantity")}</Th>
            {counted ? (
              <>
                <Th numeric>{t("fields.counted")}</Th>
                <Th numeric>{t("fields.damaged")}</Th>
                <Th numeric>{t("fields.wrongGoods")}</Th>
                <Th numeric>{t("fields.accepted")}</Th>
              </>
            ) : null}
          </Tr>
        </thead>
        <tbody>
          {shipment.lines.map((line) => (
            <Tr key={line.id}>
              <Td>{nameIn(line.goods, locale)}</Td>
              <Td>
                {line.lot.number}
                {line.unfit ? (
                  <span className="ms-2">
                    <StateChip kind="trouble">{x(`fields.unfit.${line.unfit}`)}</StateChip>
                  </span>
                ) : null}
                {line.unfit === "recalled" && line.lot.recallReason ? (
                  <span className="block text-sm text-ink-2">{line.lot.recallReason}</span>
                ) : null}
              </Td>
              <Td>{dayText(line.lot.expiresOn)}</Td>
              <Td numeric>
                <LineQuantity value={line.quantity} unit={line.unit} />
              </Td>
              {counted ? (
                <>
                  {(["counted", "damaged", "wrongGoods"] as const).map((part) => (
                    <Td key={part} numeric>
                      <LineQuantity value={line[part] ?? 0n} unit={line.unit} />
                    </Td>
                  ))}
                  <Td numeric>
                    {line.accepted === null ? "—" : <LineQuantity value={line.accepted} unit={line.unit} />}
                  </Td>
                </>
              ) : null}
            </Tr>
          ))}
        </tbody>
      </Table>
      {shipment.discrepancies.length > 0 ? (
        <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
          {shipment.discrepancies.map((each) => (
            <li key={each.id}>
              <Link className={LINK} href={`/operation/discrepancies/${each.id}`}>
                {each.number} {d(`kinds.${each.kind as "short"}`)} · {d(`states.${each.state as "open"}`)}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}
