import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Quantity } from "@/components/ui/quantity";
import { absoluteText } from "@/components/ui/time-text";
import { unitText } from "@/components/ui/unit-text";
import type { Carriage } from "@/lib/operation/demand/queries/detail";

const LINK = "text-accent-ink underline underline-offset-2";

/** Which transfers and shipments bring goods for a line, and how far they are. */
export async function CarriageList({ carriages }: { carriages: Carriage[] }) {
  const [t, locale] = await Promise.all([getTranslations("demand"), getLocale()]);
  if (carriages.length === 0) return null;
  return (
    <ul className="grid gap-1 text-sm">
      {carriages.map(({ transfer, shipment }) => (
        <li
          key={`${transfer.id} ${shipment?.id ?? ""}`}
          className="flex flex-wrap items-baseline gap-x-2 border-s-2 border-line-strong ps-2"
        >
          <Link href={`/operation/transfers/${transfer.id}`} className={LINK}>
            {transfer.number}
          </Link>
          <span className="text-ink-2">{t("carriage.from", { site: transfer.fromName })}</span>
          <Quantity value={Number(shipment?.quantity ?? transfer.quantity)} unit={transfer.unit} />
          {shipment ? (
            <>
              <Link href={`/operation/shipments/${shipment.id}`} className={LINK}>
                {shipment.number}
              </Link>
              <span className="text-ink-2">
                {shipment.acceptedAt
                  ? t("carriage.accepted", {
                      quantity: String(shipment.accepted ?? 0n),
                      unit: unitText(transfer.unit, locale, shipment.accepted),
                    })
                  : shipment.arrivedAt
                    ? t("carriage.arrived")
                    : shipment.departedAt
                      ? [
                          t("carriage.departed", { time: absoluteText(shipment.departedAt) }),
                          ...(shipment.expectedAt
                            ? [t("carriage.expected", { time: absoluteText(shipment.expectedAt) })]
                            : []),
                        ].join(" · ")
                      : t("carriage.notLoaded")}
              </span>
            </>
          ) : (
            <span className="text-ink-3">{t("carriage.notLoaded")}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
