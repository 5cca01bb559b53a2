import { type Db, read, write } from "@/lib/platform/db/access";
import type { SiteKind } from "@/lib/platform/db/generated/enums";
import { placeOf } from "@/lib/platform/ledger/places";
import { post } from "@/lib/platform/ledger/post";
import { setup } from "./actors";

/** Areas every integration test can rely on: province, city, two districts, a street and a community in each. */
export const AREAS = {
  province: "42",
  city: "4201",
  districtA: "420102",
  districtB: "420106",
  streetA: "420102002",
  communityA: "420102002003",
} as const;

let counter = 0;
/** A short text nobody else uses. */
export const unique = (prefix: string) => `${prefix}-${Date.now().toString(36)}-${(counter++).toString(36)}`;

/** The division tree of the tests; call once a file after `freshDatabase`. */
export async function makeAreas(): Promise<void> {
  const rows: [string, number, string, string | null][] = [
    ["42", 1, "湖北省", null],
    ["4201", 2, "武汉市", "42"],
    ["420102", 3, "江岸区", "4201"],
    ["420106", 3, "武昌区", "4201"],
    ["420102002", 4, "台北街道", "420102"],
    ["420102002003", 5, "桃源社区", "420102002"],
  ];
  await write(setup, (db) =>
    db.area.createMany({ data: rows.map(([code, level, name, parentCode]) => ({ code, level, name, parentCode })) }),
  );
}

/** A site of a kind in an area. */
export async function aSite(areaCode: string, kind: SiteKind = "reserveNode") {
  const name = unique("站点");
  return write(setup, (db) => db.site.create({ data: { code: unique("S"), kind, name, areaCode, simulated: true } }));
}

/** The unit and the category of the tests' goods, made by whoever comes first, several at once included. */
export async function makeCategory(db: Db): Promise<void> {
  await db.unit.createMany({ data: [{ code: "只", nameEn: "piece" }], skipDuplicates: true });
  await db.goodsCategory.createMany({ data: [{ code: "T", nameZh: "测试", nameEn: "Test" }], skipDuplicates: true });
}

/** Goods counted in 只. */
export async function someGoods(fields: { packBreaking?: boolean; standard?: string } = {}) {
  return write(setup, async (db) => {
    await makeCategory(db);
    return db.goods.create({
      data: { code: unique("G"), nameZh: unique("口罩"), nameEn: "Mask", categoryCode: "T", baseUnit: "只", ...fields },
    });
  });
}

/** An open incident of the city. */
export async function anIncident(areaCode: string = AREAS.city) {
  return write(setup, (db) =>
    db.incident.create({
      data: { kind: "epidemic", nameZh: unique("事件"), nameEn: "Incident", areaCode, startedAt: new Date() },
    }),
  );
}

/** A donor or supplier of the city. */
export const aParty = (kind: "donor" | "supplier" = "donor") =>
  write(setup, (db) => db.party.create({ data: { kind, name: unique("单位"), areaCode: AREAS.city } }));

/** A lot with stock on the site's shelf, through the ledger. `expiresOn` is `YYYY-MM-DD`. */
export async function stocked(
  site: { id: string; areaCode: string },
  goods: { id: string; baseUnit: string },
  quantity: bigint,
  fields: { expiresOn?: string; packSize?: bigint } = {},
) {
  return write(setup, async (db) => {
    const lot = await db.lot.create({
      data: {
        goodsId: goods.id,
        unit: goods.baseUnit,
        origin: "测试",
        packSize: fields.packSize ?? null,
        expiresOn: fields.expiresOn ? new Date(`${fields.expiresOn}T00:00:00Z`) : null,
      },
    });
    const opening = await placeOf(db, site, "opening");
    const shelf = await placeOf(db, site, "shelf");
    await post(db, setup, { documentKind: "test", documentId: null, businessAt: new Date() }, [
      { kind: "open", lotId: lot.id, fromPlaceId: opening, toPlaceId: shelf, quantity },
    ]);
    return { lot, shelf };
  });
}

/** How much of a lot stands in a place. */
export const onHandIn = async (placeId: string, lotId: string) =>
  (await read(setup, (db) => db.stockBalance.findUnique({ where: { placeId_lotId: { placeId, lotId } } })))?.onHand ??
  0n;

/** What a document's audit trail says, the oldest first. */
export const eventsOf = (documentId: string) =>
  read(setup, (db) => db.event.findMany({ where: { documentId }, orderBy: { id: "asc" } }));
