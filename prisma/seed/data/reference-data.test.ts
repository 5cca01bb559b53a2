/** The reference data is whole and agrees with itself, with the sheets of 2020 and with the division tree. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { DISTRICTS, isInside } from "@/lib/platform/places/wuhan";
import { aliasKey, goodsAliasLookup } from "@/lib/platform/exchange/names/aliases";
import { normalizeName } from "@/lib/platform/exchange/names/normalize";
import { unitKind } from "@/lib/platform/exchange/values/units";
import aliasData from "./aliases.json" with { type: "json" };
import districtData from "./districts.json" with { type: "json" };
import goodsData from "./goods.json" with { type: "json" };
import placeData from "./places.json" with { type: "json" };
import recipientData from "./recipient-aliases.json" with { type: "json" };

const records = (name: string): Record<string, string>[] =>
  parse(readFileSync(path.join(import.meta.dirname, name)), { columns: true, bom: true });
const divisions = new Map(records("divisions.csv").map((row) => [row.code ?? "", row]));
const codes = new Set(goodsData.goods.map((goods) => goods.code));

describe("catalogue", () => {
  it("has unique codes of our own scheme, known categories, units and storage classes", () => {
    expect(codes.size).toBe(goodsData.goods.length);
    expect(codes.size).toBeGreaterThanOrEqual(150);
    const categories = new Set(goodsData.categories.map((category) => category.code));
    const storage = new Set(goodsData.storageClasses.map((entry) => entry.code));
    for (const category of goodsData.categories)
      expect(category.parent === null || categories.has(category.parent)).toBe(true);
    for (const goods of goodsData.goods) {
      expect(goods.code).toMatch(/^CP-[A-Z]{3}-\d{2}$/);
      expect(categories.has(goods.category), goods.code).toBe(true);
      expect(storage.has(goods.storageClass), goods.code).toBe(true);
      expect(goods.nameZh !== "" && goods.nameEn !== "", goods.code).toBe(true);
      expect(unitKind(goods.baseUnit), goods.code).not.toBe("unknown");
      expect(goods.figures).toBe("模拟");
      for (const figure of [goods.shelfLifeDays, goods.weightG, goods.volumeCm3])
        expect(figure === null || (Number.isInteger(figure) && figure > 0), goods.code).toBe(true);
    }
    expect(new Set(goodsData.goods.map((goods) => goods.nameZh)).size).toBe(codes.size);
  });

  it("lets nothing but itself stand for a medical protective mask", () => {
    const medical = "CP-MSK-01";
    expect(goodsData.goods.find((goods) => goods.code === medical)?.standard).toBe("GB 19083-2010");
    expect(goodsData.substitutions.filter((rule) => rule.needed === medical)).toEqual([]);
    for (const rule of goodsData.substitutions) {
      expect(
        codes.has(rule.offered) && codes.has(rule.needed) && rule.offered !== rule.needed,
        JSON.stringify(rule),
      ).toBe(true);
      expect(rule.offeredUnits > 0 && rule.neededUnits > 0).toBe(true);
    }
    const keys = goodsData.substitutions.map((rule) => `${rule.offered}>${rule.needed}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("aliases of goods", () => {
  const lookup = goodsAliasLookup(aliasData.aliases);

  it("point at goods, and no two spellings of one key disagree", () => {
    const byKey = new Map<string, string>();
    for (const alias of aliasData.aliases) {
      expect(codes.has(alias.goods), alias.text).toBe(true);
      const key = aliasKey(alias.text, alias.spec);
      expect(byKey.get(key) ?? alias.goods, alias.text).toBe(alias.goods);
      byKey.set(key, alias.goods);
    }
    for (const waiting of aliasData.review) expect(lookup(waiting.text, ""), waiting.text).toBeNull();
  });

  it.each([
    ["redcross-received.csv", "spec", 0.97],
    ["redcross-issued.csv", "spec", 0.99],
    ["hospital-needs.csv", "specification", 1],
  ] as const)("match the rows of %s", (file, specColumn, least) => {
    const rows = records(file);
    const matched = rows.filter((row) => lookup(row.item ?? "", row[specColumn] ?? "") !== null).length;
    expect(matched / rows.length, `${matched} of ${rows.length}`).toBeGreaterThanOrEqual(least);
  });

  it("keep the real case apart: KN95, N95 and GB 19083 are three goods", () => {
    expect(lookup("带阀口罩 KN95", "")).toBe("CP-MSK-04");
    expect(lookup("N95口罩", "")).toBe("CP-MSK-05");
    expect(lookup("医用防护口罩 | N95口罩", "GB 19083-2010")).toBe("CP-MSK-01");
    expect(lookup("口罩", "KF94")).toBe("CP-MSK-08");
    expect(lookup("口罩", "")).toBe("CP-MSK-99");
    expect(lookup("84消费液", "500ml*30瓶")).toBe("CP-DIS-01");
    expect(lookup("口罩手套", "")).toBeNull();
  });
});

describe("places", () => {
  const byCode = new Map(placeData.places.map((place) => [place.code, place]));
  const resolve = new Map(recipientData.aliases.map((alias) => [normalizeName(alias.text), alias.place]));

  it("lie in an area of the division tree, with coordinates that state their precision", () => {
    expect(byCode.size).toBe(placeData.places.length);
    for (const place of placeData.places) {
      expect(divisions.has(place.areaCode), place.code).toBe(true);
      if (place.lon === null || place.lat === null) expect(place.areaCode.length, place.code).toBeLessThan(6);
      else {
        expect(["surveyed", "districtSeat", "schematic"]).toContain(place.precision);
        expect(place.lon > 113.6 && place.lon < 115.1 && place.lat > 29.9 && place.lat < 31.4, place.code).toBe(true);
      }
      if (place.precision === "schematic" && place.lon !== null && place.lat !== null) {
        const district = DISTRICTS.find((entry) => entry.code === place.areaCode.slice(0, 6));
        expect(district !== undefined && isInside([place.lon, place.lat], district.outline), place.code).toBe(true);
      }
      if (place.nameZh.includes("模拟")) expect(place.simulated).toBe(true);
    }
  });

  it("answer for every recipient of the issue sheets and every Wuhan hospital of the needs, or wait for a person by name", () => {
    const waiting = new Set(recipientData.review.map((entry) => normalizeName(entry.text)));
    const recipients = new Set(records("redcross-issued.csv").map((row) => row.recipient ?? ""));
    const hospitals = new Set(
      records("hospital-needs.csv")
        .filter((row) => row.city === "武汉市")
        .map((row) => row.hospital ?? ""),
    );
    expect(recipients.size).toBe(74);
    expect(hospitals.size).toBe(47);
    for (const name of recipients)
      expect(resolve.has(normalizeName(name)) !== waiting.has(normalizeName(name)), name).toBe(true);
    for (const name of hospitals)
      expect(byCode.get(resolve.get(normalizeName(name)) ?? "")?.inNeedsFile, name).toBe(true);
    expect(waiting.size).toBe(4);
  });

  it("know one house by its several names", () => {
    for (const names of [
      ["第七医院", "市七医院", "武汉市第七医院"],
      ["武汉市桥口区汉正街社区卫生服务中心", "武汉市硚口区汉正街社区卫生服务中心"],
      ["同济医院", "武汉同济医院"],
    ])
      expect(new Set(names.map((name) => resolve.get(normalizeName(name)))).size, names[0]).toBe(1);
    for (const alias of recipientData.aliases) expect(byCode.has(alias.place), alias.text).toBe(true);
    const keys = recipientData.aliases.map((alias) => normalizeName(alias.text));
    for (const [index, key] of keys.entries())
      expect(recipientData.aliases[keys.indexOf(key)]?.place).toBe(recipientData.aliases[index]?.place);
  });

  it("have reserves in three tiers, a hub, transit points, treatment sites and community points", () => {
    const kinds = (kind: string) => placeData.places.filter((place) => place.kind === kind);
    expect(
      kinds("reserve")
        .map((place) => place.tier)
        .sort(),
    ).toEqual([...Array(13).fill("district"), "province", "city"].sort());
    expect(kinds("hub")).toMatchObject([{ floorM2: 20_000, throughputTDay: 600, trucksStandingBy: 50 }]);
    expect(kinds("transit")).toHaveLength(2);
    expect(kinds("treatmentSite").map((place) => place.beds)).toEqual(expect.arrayContaining([800, 1000, 1100, 2000]));
    expect(kinds("community").find((place) => place.areaCode === "420102014002")).toMatchObject({
      households: 200,
      volunteerGroups: 7,
      simulated: true,
    });
  });
});

describe("districts", () => {
  it("are the thirteen of the division, on the bank they lie on", () => {
    const expected = [...divisions.values()].filter((row) => row.level === "3").map((row) => row.code);
    expect(districtData.districts.map((district) => district.code)).toEqual(expected);
    const on = (bank: string) =>
      districtData.districts.filter((district) => district.bank === bank).map((district) => district.nameZh);
    expect(on("hankou")).toEqual(["江岸区", "江汉区", "硚口区", "东西湖区", "黄陂区", "新洲区"]);
    expect(on("hanyang")).toEqual(["汉阳区", "汉南区", "蔡甸区"]);
    expect(on("wuchang")).toEqual(["武昌区", "青山区", "洪山区", "江夏区"]);
  });

  it("hold the census: with the functional zones, 12,326,518 people", () => {
    const rows = records("population-2020.csv");
    const of = (code: string) => Number(rows.find((row) => row.code === code)?.["resident_population_2020-11-01"]);
    const zones = ["FZ-JK", "FZ-DHGX", "FZ-DHFJ"].reduce((sum, code) => sum + of(code), 0);
    const districts = districtData.districts
      .filter((district) => district.code !== "420113")
      .reduce((sum, district) => sum + district.populationCensus2020, 0);
    expect(districts + zones).toBe(12_326_518);
    expect(of("4201")).toBe(12_326_518);
  });
});
