import { announceDelivery } from "@/lib/operation/procurement/commands/announce";
import { announceDeliveryInput } from "@/lib/operation/procurement/schema/delivery";
import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { operatorAt, setup } from "./actors";
import { AREAS, aParty, aSite } from "./world";

/** A store and who takes goods in there. */
export interface Store {
  site: Awaited<ReturnType<typeof aSite>>;
  operator: Actor;
}

export async function aStore(): Promise<Store> {
  const site = await aSite(AREAS.districtA);
  return { site, operator: await operatorAt(site) };
}

/** A donation of the lines announced at a store by its operator. */
export async function announced({ site, operator }: Store, lines: object[], more: object = {}) {
  const party = await aParty();
  const { id } = await announceDelivery(
    operator,
    announceDeliveryInput.parse({ kind: "donation", partyId: party.id, siteId: site.id, lines, ...more }),
  );
  return read(setup, (db) => db.delivery.findUniqueOrThrow({ where: { id }, include: { lines: true } }));
}

export const deliveryVersion = async (id: string) =>
  (await read(setup, (db) => db.delivery.findUniqueOrThrow({ where: { id } }))).version;

/** Balances of a site by kind of place, summed over lots counted in one unit. */
export async function stockOf(siteId: string, unit = "只") {
  const rows = await read(setup, (db) =>
    db.stockBalance.findMany({ where: { siteId, onHand: { gt: 0 }, lot: { unit } }, include: { place: true } }),
  );
  const sums: Record<string, bigint> = {};
  for (const row of rows) sums[row.place.kind] = (sums[row.place.kind] ?? 0n) + row.onHand;
  return sums;
}
