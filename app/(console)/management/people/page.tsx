import { ExportMenu } from "@/components/exchange/export-menu";
import { Users } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { Freshness } from "@/components/ui/time";
import { listPeople } from "@/lib/management/people/queries";
import { ROLES } from "@/lib/management/people/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { PersonStatus } from "@/lib/platform/db/generated/enums";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";
import { STATUS_KIND } from "./presentation";

type Search = Promise<Record<string, string | string[] | undefined>>;
const STATUSES = Object.values(PersonStatus);
const HOME = "/management/people";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") };
}

export default async function PeoplePage({ searchParams }: { searchParams: Search }) {
  const [actor, params, t, r] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("people"),
    getTranslations("roles"),
  ]);
  const text = typeof params.text === "string" ? params.text.trim().slice(0, 60) : "";
  const role = ROLES.find((known) => known === params.role);
  const status = STATUSES.find((known) => known === params.status);
  const page = await listPeople(actor, { text, role, status }, cursorOf(params));
  const filters = { ...(text ? { text } : {}), ...(role ? { role } : {}), ...(status ? { status } : {}) };
  const address = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(
      Object.entries({ ...filters, ...changes }).flatMap(([key, value]) => (value ? [[key, value]] : [])),
    );
    return next.size > 0 ? `${HOME}?${next}` : HOME;
  };
  const chips = [
    ...(text ? [{ key: "text", label: text, removeHref: address({ text: undefined }) }] : []),
    ...(role ? [{ key: "role", label: r(role), removeHref: address({ role: undefined }) }] : []),
    ...(status ? [{ key: "status", label: t(`statuses.${status}`), removeHref: address({ status: undefined }) }] : []),
  ];
  const invite = canSomewhere(actor, "person.manage") ? (
    <LinkButton href={`${HOME}/new`} variant="primary">
      {t("invite")}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <ExportMenu list="people" filter={params} />
            {invite}
          </>
        }
      />
      <SavedFilterBar actor={actor} action={HOME} chips={chips} clearHref={HOME}>
        <Field label={t("fields.text")} name="text">
          <Input name="text" type="search" defaultValue={text} />
        </Field>
        <Field label={t("fields.role")} name="role">
          <Select
            name="role"
            defaultValue={role ?? ""}
            placeholder="—"
            options={ROLES.map((value) => ({ value, label: r(value) }))}
          />
        </Field>
        <Field label={t("fields.status")} name="status">
          <Select
            name="status"
            defaultValue={status ?? ""}
            placeholder="—"
            options={STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
          />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("title")}
        columns={[
          { key: "name", header: t("fields.name") },
          { key: "username", header: t("fields.username") },
          { key: "assignments", header: t("fields.assignments") },
          { key: "status", header: t("fields.status") },
          { key: "last", header: t("fields.lastSignIn") },
        ]}
        rows={page.rows.map((person) => ({
          key: person.id,
          href: `${HOME}/${person.id}`,
          label: person.name,
          tone: person.status === "disabled" ? ("faded" as const) : undefined,
          cells: [
            person.name,
            person.username,
            person.assignments.map((one) => `${r(one.role)} · ${one.site?.name ?? one.area.name}`).join("；") ||
              t("none"),
            <StateChip key="status" kind={STATUS_KIND[person.status]}>
              {t(`statuses.${person.status}`)}
            </StateChip>,
            person.lastSignInAt ? <Freshness key="last" at={person.lastSignInAt} now={new Date()} /> : t("never"),
          ],
        }))}
        empty={
          <EmptyState icon={<Users aria-hidden />} title={t("empty.title")} action={invite}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      <Pager
        firstHref={page.previous ? address({}) : undefined}
        previousHref={page.previous ? address({ before: page.previous }) : undefined}
        nextHref={page.next ? address({ after: page.next }) : undefined}
      />
    </>
  );
}
