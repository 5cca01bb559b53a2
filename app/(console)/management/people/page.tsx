import { Users } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StateChip } from "@/components/ui/chip";
import { Freshness } from "@/components/ui/time";
import { listPeople } from "@/lib/management/people/queries";
import { ROLES } from "@/lib/management/people/schema";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { PersonStatus } from "@/lib/platform/db/generated/enums";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { oneOf, type Params, textOf } from "../../address";
import { ListPage } from "../../list-page";
import { STATUS_KIND } from "./presentation";

const STATUSES = Object.values(PersonStatus);
const PATH = "/management/people";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") };
}

export default async function PeoplePage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, r, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("people"),
    getTranslations("roles"),
    getLocale(),
  ]);
  const filter = {
    text: textOf(params, "text"),
    role: oneOf(params, "role", ROLES),
    status: oneOf(params, "status", STATUSES),
  };
  const page = await listPeople(actor, filter, cursorOf(params));
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "people" }}
      title={t("title")}
      lead={t("lead")}
      create={{ permission: "person.manage", label: t("invite") }}
      fields={[
        { name: "text", label: t("fields.text") },
        { name: "role", label: t("fields.role"), options: ROLES.map((value) => ({ value, label: r(value) })) },
        {
          name: "status",
          label: t("fields.status"),
          options: STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) })),
        },
      ]}
      columns={[
        { key: "name", header: t("fields.name") },
        { key: "username", header: t("fields.username") },
        { key: "assignments", header: t("fields.assignments") },
        { key: "status", header: t("fields.status") },
        { key: "last", header: t("fields.lastSignIn") },
      ]}
      rows={page.rows.map((person) => ({
        key: person.id,
        href: `${PATH}/${person.id}`,
        label: nameIn(person, locale),
        tone: person.status === "disabled" ? "faded" : undefined,
        cells: [
          nameIn(person, locale),
          person.username,
          person.assignments.map((one) => `${r(one.role)} · ${nameIn(one.site ?? one.area, locale)}`).join("；") ||
            t("none"),
          <StateChip key="status" kind={STATUS_KIND[person.status]}>
            {t(`statuses.${person.status}`)}
          </StateChip>,
          person.lastSignInAt ? <Freshness key="last" at={person.lastSignInAt} now={new Date()} /> : t("never"),
        ],
      }))}
      empty={{ icon: <Users aria-hidden />, title: t("empty.title"), text: t("empty.text"), filtered: "same" }}
    />
  );
}
