import { systemActor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import { aliasKey } from "@/lib/platform/exchange/names/aliases";
import { unitKind, unitSpellings } from "@/lib/platform/exchange/values/units";
import { json } from "./files";

interface GoodsFile {
  categories: { code: string; nameZh: string; nameEn: string; parent: string | null }[];
  goods: {
    code: string;
    nameZh: string;
    nameEn: string;
    category: string;
    baseUnit: string;
    standard: string | null;
    storageClass: string;
    shelfLifeDays: number | null;
    weightG: number | null;
    volumeCm3: number | null;
    figures: string;
    packs: { unit: string; baseUnits: number | null; label?: string }[];
  }[];
  substitutions: {
    offered: string;
    needed: string;
    offeredUnits: number;
    neededUnits: number;
    needsApproval: boolean;
    reason: string;
  }[];
}

const UNIT_NAMES: Record<string, string> = {
  个: "piece",
  只: "piece",
  丸: "pill",
  人份: "test",
  副: "pair",
  双: "pair",
  包: "pack",
  台: "unit",
  块: "block",
  套: "set",
  床: "bedding set",
  张: "sheet",
  支: "stick",
  条: "strip",
  根: "rod",
  桶: "drum",
  片: "tablet",
  瓶: "bottle",
  盒: "box",
  箱: "carton",
  袋: "bag",
  件: "case",
  批: "batch",
  吨: "tonne",
  公斤: "kg",
  升: "litre",
  罐: "can",
  提: "multipack",
};

/** The catalogue derived from the 2020 sheets: goods, units, packs, substitution rules and the taught spellings. */
export async function seedCatalogue(): Promise<void> {
  const file = json<GoodsFile>("goods.json");
  const { aliases } = json<{ aliases: { text: string; spec: string | null; goods: string }[] }>("aliases.json");
  const units = new Set([
    ...file.goods.map((goods) => goods.baseUnit),
    ...Object.keys(UNIT_NAMES),
    ...unitSpellings.filter((unit) => /^\p{Script=Han}{1,2}$/u.test(unit)),
  ]);
  await write(systemActor("seed"), async (db) => {
    await db.unit.createMany({
      data: [...units].map((code) => ({
        code,
        nameEn: UNIT_NAMES[code] ?? code,
        packaging: unitKind(code) === "shipping" || unitKind(code) === "container",
      })),
    });
    for (const category of file.categories)
      await db.goodsCategory.create({
        data: { code: category.code, parentCode: category.parent, nameZh: category.nameZh, nameEn: category.nameEn },
      });
    await db.goods.createMany({
      data: file.goods.map((goods) => ({
        code: goods.code,
        nameZh: goods.nameZh,
        nameEn: goods.nameEn,
        categoryCode: goods.category,
        baseUnit: goods.baseUnit,
        standard: goods.standard,
        storageClass: goods.storageClass,
        shelfLifeDays: goods.shelfLifeDays,
        weightG: goods.weightG,
        volumeCm3: goods.volumeCm3,
        assumed: goods.figures === "模拟" ? ["shelfLifeDays", "weightG", "volumeCm3"] : [],
      })),
    });
    const ids = new Map(
      (await db.goods.findMany({ select: { id: true, code: true } })).map((goods) => [goods.code, goods.id]),
    );
    const idOf = (code: string) => {
      const id = ids.get(code);
      if (!id) throw new Error(`catalogue names unknown goods ${code}`);
      return id;
    };
    await db.pack.createMany({
      data: file.goods.flatMap((goods) =>
        goods.packs.map((pack) => ({
          goodsId: idOf(goods.code),
          unit: pack.unit,
          baseUnits: pack.baseUnits == null ? null : BigInt(pack.baseUnits),
          label: pack.label ?? "",
          source: "2020 年单据",
        })),
      ),
      skipDuplicates: true,
    });
    await db.substitution.createMany({
      data: file.substitutions.map((rule) => ({
        goodsId: idOf(rule.needed),
        substituteId: idOf(rule.offered),
        ratioNeed: rule.neededUnits,
        ratioSubstitute: rule.offeredUnits,
        reason: rule.reason,
        // A rule that needs approval is there to be switched on by an officer; it allows nothing by itself.
        active: !rule.needsApproval,
      })),
    });
    await db.goodsAlias.createMany({
      data: aliases.map((alias) => ({
        normalized: aliasKey(alias.text, alias.spec),
        original: alias.spec ? `${alias.text} ${alias.spec}` : alias.text,
        goodsId: idOf(alias.goods),
      })),
      skipDuplicates: true,
    });
  });
}
