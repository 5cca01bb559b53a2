import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Card, Section } from "@/components/ui/page-header";
import { unitText } from "@/components/ui/unit-text";
import { acceptDeliveryAction, receiveInFullAction } from "@/lib/operation/procurement/actions";
import type { getDelivery } from "@/lib/operation/procurement/queries/deliveries";
import { putAwayAction } from "@/lib/operation/storage/actions";
import { nameIn } from "@/lib/platform/i18n/names";
import { CountForm } from "./count-form";
import { InspectForm } from "./inspect-form";
import { ZoneField } from "./zone-field";

type Delivery = Awaited<ReturnType<typeof getDelivery>>;
const dayText = (day: Date | null) => day?.toISOString().slice(0, 10) ?? "";

/** The form of the step a delivery waits for, for whoever may take it; nothing for others. */
export async function NextStep({ delivery, packaging }: { delivery: Delivery; packaging: string[] }) {
  const [t, locale] = await Promise.all([getTranslations("procurement"), getLocale()]);
  const may = (name: string) => delivery.moves.some((move) => move.name === name && !move.blocked);
  const counted = delivery.lines.filter((line) => (line.counted ?? 0n) > 0n);
  const splits = delivery.lines.flatMap((line) => line.splits);
  const accepted = splits.filter((split) => split.disposition === "accept").length;
  if (delivery.duplicateState === "suspected") return null;
  return (
    <>
      {delivery.mayReceiveInFull ? (
        <Card className="mt-4">
          <p className="mb-3 text-ink-2">{t("deliveries.receiveInFullHint")}</p>
          <ActionForm
            action={receiveInFullAction}
            fixed={{ id: delivery.id, version: delivery.version }}
            submit={t("deliveries.receiveInFull")}
            done={t("deliveries.receiveInFullDone")}
            className="grid max-w-md gap-3"
          >
            <ZoneField zones={delivery.zones} id="full" />
          </ActionForm>
        </Card>
      ) : null}
      {may("count") ? (
        <Section title={t("deliveries.countTitle")} className="mt-6">
          <CountForm
            id={delivery.id}
            version={delivery.version}
            packaging={packaging}
            lines={delivery.lines.map((line) => ({
              id: line.id,
              goods: nameIn(line.goods, locale),
              unit: line.unit,
              baseUnit: line.goods.baseUnit,
              packKnown: line.baseUnitsPerUnit !== null,
              announced: line.announced === null ? null : Number(line.announced),
              batch: line.batch,
              producedOn: dayText(line.producedOn),
              expiresOn: dayText(line.expiresOn),
              spec: line.spec,
              codes: [line.goods.code, line.batch, ...line.goods.packs.flatMap((pack) => pack.gtin ?? [])].filter(
                Boolean,
              ),
            }))}
          />
        </Section>
      ) : null}
      {may("inspect") ? (
        <Section title={t("deliveries.inspectTitle")} className="mt-6">
          <InspectForm
            id={delivery.id}
            version={delivery.version}
            lines={counted.map((line) => ({
              id: line.id,
              goods: nameIn(line.goods, locale),
              unit: line.unit,
              counted: Number(line.counted ?? 0n),
              lot: "",
            }))}
          />
        </Section>
      ) : null}
      {may("accept") ? (
        <Section title={t("deliveries.acceptTitle")} className="mt-6">
          <ActionForm
            action={acceptDeliveryAction}
            fixed={{ id: delivery.id, version: delivery.version }}
            submit={t("deliveries.acceptSubmit")}
            done={t("deliveries.acceptDone")}
            className="grid max-w-md gap-3"
          >
            <p>{t("deliveries.acceptLead", { accepted, others: splits.length - accepted })}</p>
            {accepted > 0 ? (
              <>
                <Checkbox name="putAway" value="on" label={t("deliveries.putAwayNow")} defaultChecked />
                <ZoneField zones={delivery.zones} id="accept" />
              </>
            ) : null}
          </ActionForm>
        </Section>
      ) : null}
      {delivery.mayPutAway &&
      delivery.onDock.length > 0 &&
      (delivery.state === "accepted" || delivery.state === "partlyAccepted") ? (
        <Section title={t("deliveries.onDock")} className="mt-6">
          <ActionForm
            action={putAwayAction}
            fixed={{
              siteId: delivery.siteId,
              items: delivery.onDock.map((row) => ({
                lotId: row.lotId,
                fromPlaceId: row.placeId,
                quantity: String(row.onHand - row.reserved),
              })),
            }}
            submit={t("deliveries.putAway")}
            done={t("deliveries.putAwayDone")}
            className="grid max-w-md gap-3"
          >
            <ul className="list-disc ps-5">
              {delivery.onDock.map((row) => (
                <li key={row.lotId}>
                  {nameIn(row.goods, locale)} {Number(row.onHand).toLocaleString(locale)}{" "}
                  {unitText(row.lot.unit, locale, row.onHand)} · {row.lot.number}
                </li>
              ))}
            </ul>
            <ZoneField zones={delivery.zones} id="dock" />
          </ActionForm>
        </Section>
      ) : null}
    </>
  );
}
