import { ExportMenu } from "@/components/exchange/export-menu";
import { HeartHandshake } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Chip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { listParties } from "@/lib/operation/procurement/queries/parties";
import { PARTY_KINDS } from "@/lib/operation/procurement/schema/party";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";
import { addressOf, oneOf, type Params, pagerOf, textOf } from "../../address";

const PATH = "/management/parties";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("procurement"))("parties.title") };
}

export default async function PartiesPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t] = await Promise.all([requireActor(), searchParams, getTranslations("procurement")]);
  const kind = oneOf(params, "kind", PARTY_KINDS);
  const text = textOf(params, "q");
  const inactive = params.inactive === "1" || undefined;
  const page = await listParties(actor, { kind, text, inactive }, cursorOf(params));
  const set = { kind, q: text, inactive: inactive ? "1" : undefined };
  const create = canSomewhere(actor, "party.edit") ? (
    <LinkButton href={`${PATH}/new`} variant="primary">
      {t("parties.create")}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader
        title={t("parties.title")}
        lead={t("parties.lead")}
        actions={
          <>
            <ExportMenu list="parties" filter={params} />
            {create}
          </>
        }
      />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        chips={[
          ...(kind
            ? [
                {
                  key: "kind",
                  label: t(`parties.kinds.${kind}`),
                  removeHref: addressOf(PATH, { ...set, kind: undefined }),
                },
              ]
            : []),
          ...(text ? [{ key: "q", label: text, removeHref: addressOf(PATH, { ...set, q: undefined }) }] : []),
          ...(inactive
            ? [
                {
                  key: "inactive",
                  label: t("parties.showInactive"),
                  removeHref: addressOf(PATH, { ...set, inactive: undefined }),
                },
              ]
            : []),
        ]}
        clearHref={PATH}
      >
        <Field label={t("fields.name")} name="q">
          <Input name="q" maxLength={60} defaultValue={text ?? ""} />
        </Field>
        <Field label={t("fields.kind")} name="kind">
          <Select
            name="kind"
            defaultValue={kind ?? ""}
            placeholder="—"
            options={PARTY_KINDS.map((value) => ({ value, label: t(`parties.kinds.${value}`) }))}
          />
        </Field>
        <Checkbox name="inactive" value="1" label={t("parties.showInactive")} defaultChecked={inactive} />
      </SavedFilterBar>
      <DataTable
        caption={t("parties.title")}
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
          tone: party.active ? undefined : ("faded" as const),
          cells: [
            <span key="name">
              {party.name} {party.active ? null : <Chip tone="faded">{t("parties.inactive")}</Chip>}
            </span>,
            t(`parties.kinds.${party.kind}`),
            party.code,
            party.dailyCapacity ?? "—",
            party._count.deliveries,
            party._count.purchaseOrders,
          ],
        }))}
        empty={
          <EmptyState icon={<HeartHandshake aria-hidden />} title={t("parties.empty")} action={create}>
            {t("parties.emptyText")}
          </EmptyState>
        }
      />
      <Pager {...pagerOf(PATH, set, page)} />
    </>
  );
}
