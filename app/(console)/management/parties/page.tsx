import { HeartHandshake } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Chip } from "@/components/ui/chip";
import { listParties } from "@/lib/operation/procurement/queries/parties";
import { PARTY_KINDS } from "@/lib/operation/procurement/schema/party";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { oneOf, type Params, textOf } from "../../address";
import { ListPage } from "../../list-page";
import { Written } from "@/components/ui/written";

const PATH = "/management/parties";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("procurement"))("parties.title") };
}

export default async function PartiesPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t] = await Promise.all([requireActor(), searchParams, getTranslations("procurement")]);
  const kind = oneOf(params, "kind", PARTY_KINDS);
  const q = textOf(params, "q");
  const inactive = oneOf(params, "inactive", ["1"]);
  const page = await listParties(actor, { kind, text: q, inactive: inactive && true }, cursorOf(params));
  return (
    <ListPage
      {...{ actor, params, page, path: PATH, exported: "parties" }}
      title={t("parties.title")}
      lead={t("parties.lead")}
      create={{ permission: "party.edit", label: t("parties.create") }}
      filter={{ q, kind, inactive }}
      fields={[
        { name: "q", label: t("fields.name") },
        {
          name: "kind",
          label: t("fields.kind"),
          options: PARTY_KINDS.map((value) => ({ value, label: t(`parties.kinds.${value}`) })),
        },
        { name: "inactive", label: t("parties.showInactive"), kind: "flag" },
      ]}
      columns={[
        { key: "name", header: t("fields.name") },
        { key: "kind", header: t("fields.kind") },
        { key: "code", header: t("fields.code"), nowrap: true, phoneHidden: true },
        { key: "capacity", header: t("fields.capacity"), phoneHidden: true },
        { key: "deliveries", header: t("fields.deliveries"), numeric: true },
        { key: "orders", header: t("fields.orders"), numeric: true },
      ]}
      rows={page.rows.map((party) => ({
        key: party.id,
        href: `${PATH}/${party.id}`,
        label: party.name,
        tone: party.active ? undefined : "faded",
        cells: [
          <span key="name">
            <Written>{party.name}</Written> {party.active ? null : <Chip tone="faded">{t("parties.inactive")}</Chip>}
          </span>,
          t(`parties.kinds.${party.kind}`),
          party.code,
          party.dailyCapacity ?? "—",
          party._count.deliveries,
          party._count.purchaseOrders,
        ],
      }))}
      empty={{
        icon: <HeartHandshake aria-hidden />,
        title: t("parties.empty"),
        text: t("parties.emptyText"),
        filtered: "same",
      }}
    />
  );
}
