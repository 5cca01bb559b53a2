import { ClipboardPenLine } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Quantity } from "@/components/ui/quantity";
import { absoluteText } from "@/components/ui/time-text";
import { listResponse, reportedIncidents } from "@/lib/management/response/queries";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { dayParam, idOf, type Params, textOf } from "../../address";
import { ListPage } from "../../list-page";

const PATH = "/management/response";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("response"))("title") };
}

/** Who did what, where and when: every line a recipient signed for. */
export default async function ResponsePage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("response"),
    getLocale(),
  ]);
  const incident = idOf(params, "incident");
  const from = dayParam(params, "from");
  const to = dayParam(params, "to");
  const typed = textOf(params, "area");
  const area = typed && /^\d{2,12}$/.test(typed) ? typed : undefined;
  const [page, incidents] = await Promise.all([
    listResponse(actor, { incidentId: incident, fromDay: from, toDay: to, areaCode: area }, cursorOf(params)),
    reportedIncidents(actor),
  ]);
  const opens = canSomewhere(actor, "shipment.read");
  const two = (first: string, second: string | null) => (
    <span>
      {first}
      {second ? <span className="block text-sm text-ink-2">{second}</span> : null}
    </span>
  );
  return (
    <ListPage
      {...{ actor, params, page, path: PATH, exported: "response" }}
      title={t("title")}
      lead={t("lead")}
      filter={{ incident, from, to, area }}
      fields={[
        {
          name: "incident",
          label: t("filters.incident"),
          placeholder: t("filters.any"),
          options: incidents.map((one) => ({ value: one.id, label: nameIn(one, locale) })),
        },
        { name: "from", label: t("filters.from"), kind: "day" },
        { name: "to", label: t("filters.to"), kind: "day" },
        { name: "area", label: t("filters.area") },
      ]}
      columns={[
        { key: "when", header: t("fields.when"), nowrap: true },
        { key: "who", header: t("fields.who") },
        { key: "what", header: t("fields.what") },
        { key: "quantity", header: t("fields.quantity"), numeric: true },
        { key: "where", header: t("fields.where") },
        { key: "people", header: t("fields.people"), numeric: true },
        { key: "document", header: t("fields.document"), nowrap: true },
      ]}
      rows={page.rows.flatMap((handover) =>
        handover.lines.map((line) => ({
          key: line.id,
          href: opens ? `/operation/shipments/${handover.shipment.id}` : undefined,
          label: handover.shipment.number,
          cells: [
            absoluteText(handover.signedAt),
            two(
              nameIn(handover.shipment.fromSite, locale),
              line.lot.origin ? t("fields.donor", { name: line.lot.origin }) : null,
            ),
            two(nameIn(line.goods, locale), line.sector ? t(`sectors.${line.sector}`) : null),
            <Quantity key="quantity" value={Number(line.accepted ?? 0n)} unit={line.unit} />,
            two(
              nameIn(handover.shipment.toSite, locale),
              handover.district ? `${nameIn(handover.district, locale)} ${handover.areaCode}` : handover.areaCode,
            ),
            <Quantity key="people" value={line.demand?.beneficiaries ?? null} />,
            handover.shipment.number,
          ],
        })),
      )}
      empty={{ icon: <ClipboardPenLine aria-hidden />, title: t("empty.title"), text: t("empty.text") }}
    >
      <p className="mt-3 text-sm text-ink-3">{t("method")}</p>
    </ListPage>
  );
}
