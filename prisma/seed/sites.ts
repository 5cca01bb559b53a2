import { systemActor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import type { Precision, SiteKind, SiteTier } from "@/lib/platform/db/generated/enums";
import { normalizeName } from "@/lib/platform/exchange/names/normalize";
import { json } from "./files";

interface PlaceFile {
  places: {
    code: string;
    nameZh: string;
    nameEn: string;
    kind: string;
    areaCode: string;
    city: string;
    lon: number | null;
    lat: number | null;
    precision: Precision | null;
    tier: SiteTier | null;
    simulated: boolean;
    beds: number | null;
  }[];
}

const KINDS: Record<string, SiteKind> = {
  hospital: "hospital",
  reserve: "reserveNode",
  hub: "hub",
  transit: "transitStation",
  treatmentSite: "treatmentSite",
  community: "communityPoint",
};

/** The Expo Centre moved over 600 t in and out a day; other stores have no stated throughput. */
const HUB_THROUGHPUT_KG = 600_000n;

/** Sites of the scenario: hospitals, stores, hub, transit stations, treatment sites, community points, other recipients of the issue sheets; with their other spellings. */
export async function seedSites(): Promise<void> {
  const { places } = json<PlaceFile>("places.json");
  const { aliases } = json<{ aliases: { text: string; place: string }[] }>("recipient-aliases.json");
  await write(systemActor("seed"), async (db) => {
    const known = new Set((await db.area.findMany({ select: { code: true } })).map((area) => area.code));
    await db.site.createMany({
      data: places.map((place) => ({
        code: place.code,
        kind: KINDS[place.kind] ?? ("organisation" as const),
        tier: place.tier,
        name: place.nameZh,
        nameEn: place.nameEn,
        areaCode: known.has(place.areaCode) ? place.areaCode : "42",
        lon: place.lon,
        lat: place.lat,
        precision: place.precision ?? "schematic",
        beds: place.beds,
        throughputKgPerDay: place.kind === "hub" ? HUB_THROUGHPUT_KG : null,
        storageClasses:
          place.kind === "hub" || place.kind === "reserve"
            ? ["ambient", "cool", "coldChain", "frozen", "flammable", "corrosive"]
            : ["ambient", "cool", "coldChain", "flammable", "corrosive"],
        simulated: place.simulated,
        note: place.city !== "武汉市" ? place.city : null,
      })),
    });
    const ids = new Map(
      (await db.site.findMany({ select: { id: true, code: true } })).map((site) => [site.code, site.id]),
    );
    await db.siteAlias.createMany({
      data: aliases.flatMap((alias) => {
        const siteId = ids.get(alias.place);
        return siteId ? [{ normalized: normalizeName(alias.text), original: alias.text, siteId }] : [];
      }),
      skipDuplicates: true,
    });
  });
}
