import { openIncidents } from "@/lib/decision/incident/queries";
import { sitesFor } from "@/lib/operation/procurement/queries/choices";
import type { Actor } from "@/lib/platform/auth/actor";
import type { Permission } from "@/lib/platform/auth/permissions";
import { nameIn } from "@/lib/platform/i18n/names";

/** Sites and open incidents as options of a form. */
export async function formChoices(actor: Actor, permission: Permission, locale: string) {
  const [sites, incidents] = await Promise.all([sitesFor(actor, permission), openIncidents(actor)]);
  return {
    sites: sites.map((site) => ({ value: site.id, label: nameIn(site, locale) })),
    incidents: incidents.map((row) => ({ value: row.id, label: nameIn(row, locale) })),
  };
}
