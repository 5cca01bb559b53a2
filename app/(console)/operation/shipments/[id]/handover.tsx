import { useFormatter, useLocale, useTranslations } from "next-intl";
import { DescriptionList } from "@/components/ui/description-list";
import { Section } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { absoluteText } from "@/components/ui/time-text";
import { unitText } from "@/components/ui/unit-text";

interface AmendedLine {
  position: number;
  goods: string;
  lot: string;
  unit: string;
  accepted: string;
}
interface Shipment {
  transfer: { statement: string };
  pictures: { id: string; purpose: string }[];
  handover: {
    signedAt: Date;
    receiverName: string;
    receiverRole: string;
    signatureTyped: string;
    positionSource: string;
    placeName: string;
    lon: number | null;
    lat: number | null;
    note: string;
    amendments: { id: string; reason: string; before: unknown; after: unknown; actorName: string; businessAt: Date }[];
  } | null;
}

/** Who signed for the goods, with signature, photos, position, and every amendment since. */
export function HandoverSection({ shipment }: { shipment: Shipment }) {
  const t = useTranslations("distribution.handover");
  const format = useFormatter();
  const locale = useLocale();
  const { handover, pictures } = shipment;
  if (!handover) return null;
  const at = { lat: handover.lat?.toFixed(4) ?? "", lon: handover.lon?.toFixed(4) ?? "" };
  const position = {
    device: t("facts.positionDevice", at),
    manual:
      handover.lon === null ? t("facts.placeTyped", { place: handover.placeName }) : t("facts.positionManual", at),
    none: t("facts.positionNone"),
  }[handover.positionSource as "device" | "manual" | "none"];
  const beside = handover.positionSource === "device" && handover.placeName ? ` · ${handover.placeName}` : "";
  const signature = pictures.find((picture) => picture.purpose === "signature");
  const photos = pictures.filter((picture) => picture.purpose === "photo");
  const lines = (side: unknown) => side as AmendedLine[];
  return (
    <Section title={t("title")}>
      <DescriptionList
        facts={[
          { key: "signedAt", term: t("facts.signedAt"), value: absoluteText(handover.signedAt) },
          {
            key: "receiver",
            term: t("facts.receiver"),
            value: [handover.receiverName, handover.receiverRole].filter(Boolean).join(" · "),
          },
          { key: "position", term: t("facts.position"), value: `${position}${beside}` },
          ...(handover.note ? [{ key: "note", term: t("facts.note"), value: handover.note, wide: true }] : []),
          {
            key: "signature",
            term: t("facts.signature"),
            value: signature ? (
              // biome-ignore lint/performance/noImgElement: served by a route that asks who may see it
              <img
                src={`/api/attachments/${signature.id}`}
                alt={t("facts.signatureImage")}
                className="max-h-28 rounded border border-line bg-[#ffffff]"
              />
            ) : handover.signatureTyped ? (
              t("facts.signedByTyping", { name: handover.signatureTyped })
            ) : (
              "—"
            ),
            wide: true,
          },
        ]}
      />
      {photos.length > 0 ? (
        <div className="mt-3 flex flex-wrap gap-3">
          {photos.map((photo, index) => (
            <a key={photo.id} href={`/api/attachments/${photo.id}`} target="_blank" rel="noreferrer">
              {/* biome-ignore lint/performance/noImgElement: served by a route that asks who may see it */}
              <img
                src={`/api/attachments/${photo.id}`}
                alt={t("facts.photo", { index: index + 1 })}
                className="h-28 rounded border border-line"
              />
            </a>
          ))}
        </div>
      ) : null}
      {handover.amendments.length > 0 ? (
        <Section title={t("amend.history")} level={3} className="mt-4">
          {handover.amendments.map((amendment) => (
            <div key={amendment.id} className="mb-4">
              <p className="text-sm text-ink-2">
                {absoluteText(amendment.businessAt)} · {amendment.actorName}
              </p>
              <p>{amendment.reason}</p>
              <Table caption={t("amend.history")} dense>
                <thead>
                  <Tr>
                    <Th>{t("amend.before")}</Th>
                    <Th>{t("amend.after")}</Th>
                  </Tr>
                </thead>
                <tbody>
                  {lines(amendment.after).map((after, index) => {
                    const before = lines(amendment.before)[index];
                    return (
                      <Tr key={after.position}>
                        <Td>
                          {before
                            ? `${before.goods} ${format.number(BigInt(before.accepted))} ${unitText(before.unit, locale, BigInt(before.accepted))}`
                            : "—"}
                        </Td>
                        <Td>{`${after.goods} ${format.number(BigInt(after.accepted))} ${unitText(after.unit, locale, BigInt(after.accepted))}`}</Td>
                      </Tr>
                    );
                  })}
                </tbody>
              </Table>
            </div>
          ))}
        </Section>
      ) : null}
    </Section>
  );
}
