import { beforeAll, describe, expect, it } from "vitest";
import { readerOf } from "@/lib/management/exchange/export/list";
import { EXPORT_LISTS, EXPORT_NAMES, type ExportName, exportList } from "@/lib/management/exchange/export/lists";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { NotFound } from "@/lib/platform/errors";
import { readImport } from "@/lib/platform/exchange/reading";
import { toCsv } from "@/lib/platform/exchange/write/delimited";
import { toXlsx } from "@/lib/platform/exchange/write/workbook";
import type { Actor } from "@/lib/platform/auth/actor";
import type { Role } from "@/lib/platform/db/generated/enums";
import { PERMISSIONS } from "@/lib/platform/auth/permissions";
import { actorAs, setup } from "../support/actors";
import { broughtIn, type BroughtIn } from "../support/import-world";
import { streamBytes, textBytes } from "../support/sheets";
import { ownDatabase } from "../support/stage";
import { AREAS, unique } from "../support/world";

ownDatabase();
let hub: BroughtIn["hub"];
let officer: Actor;
beforeAll(async () => {
  ({ hub, officer } = await broughtIn((goods) => [
    `2020-01-24,=HYPERLINK(1)公司,${goods},只,5`,
    ...Array.from({ length: 620 }, (_, i) => `2020-01-24,${unique("公司")}${i}有限公司,${goods},只,${i + 1}`),
  ]));
});

const text = async (name: ExportName, actor: Actor, filter = {}, hxl = false) => {
  const { columns, rows } = (exportList(name) ?? EXPORT_LISTS.demand).open(actor, filter, readerOf("zh-CN"));
  return new TextDecoder().decode(await streamBytes(toCsv(columns, rows, { hxl })));
};
const lines = (csv: string) => csv.trimEnd().split("\r\n").length - 1;

describe("exports", () => {
  it.each(EXPORT_NAMES)(
    "%s can be written in both languages as text and workbook, every header named",
    async (name) => {
      for (const locale of ["zh-CN", "en"] as const) {
        const { columns, rows } = EXPORT_LISTS[name].open(setup, {}, readerOf(locale));
        expect(columns.length).toBeGreaterThan(3);
        expect(columns.filter(({ header }) => header === "" || header.includes("."))).toEqual([]);
        expect(new Set(columns.map(({ header }) => header)).size).toBe(columns.length);
        const bytes = await streamBytes(locale === "en" ? toXlsx(columns, rows) : toCsv(columns, rows, { hxl: true }));
        expect(bytes.length).toBeGreaterThan(20);
      }
    },
  );

  it("go past one page and lose no row", async () => {
    expect(lines(await text("deliveries", officer))).toBe(622);
    // The issue of three took the two smallest lots whole.
    expect(lines(await text("stock", officer))).toBe(620);
  });

  it("are safe from formulas and keep an unknown amount empty", async () => {
    const csv = await text("deliveries", officer);
    expect(csv).toContain("'=HYPERLINK(1)公司");
    const [header = "", row = ""] = (await text("demand", officer)).replace("\ufeff", "").split("\r\n");
    expect(row.split(",")[header.split(",").indexOf("数量")]).toBe("");
  });

  it("show a person only what lies within their reach, also when the address asks for more", async () => {
    const stranger = await actorAs("reserveOfficer", { areaCode: AREAS.districtB });
    expect(lines(await text("deliveries", stranger))).toBe(0);
    expect(lines(await text("stock", stranger, { site: hub.id }))).toBe(0);
    expect(lines(await text("demand", stranger))).toBe(1);
    expect(lines(await text("shipments", stranger))).toBe(2);
  });

  it("obey the filters of the list", async () => {
    expect(lines(await text("deliveries", officer, { state: "announced" }))).toBe(0);
    expect(lines(await text("demand", officer, { view: "verification" }))).toBe(1);
    expect(lines(await text("demand", officer, { view: "approval" }))).toBe(0);
  });

  it("come back through the importer as they were", async () => {
    const bytes = textBytes(await text("deliveries", officer, {}, true));
    const reading = await readImport(bytes, "deliveries.csv", "received", { businessDate: "2020-02-01" });
    expect(reading.rows).toHaveLength(622);
    expect(reading.setAside.some((row) => row.why === "hxl")).toBe(true);
  });

  it.each(Object.keys(PERMISSIONS["catalogue.read"]) as Role[])(
    "%s may export exactly the lists they may see",
    async (role) => {
      const person = await actorAs(role, { areaCode: AREAS.districtA, siteId: hub.id });
      for (const name of EXPORT_NAMES) {
        const open = () => EXPORT_LISTS[name].open(person, {}, readerOf("en"));
        if (canSomewhere(person, EXPORT_LISTS[name].permission)) expect(open).not.toThrow();
        else expect(open).toThrow(NotFound);
      }
    },
  );

  it("know no list of another name", () => {
    for (const name of ["", "constructor", "toString", "person"]) expect(exportList(name)).toBeUndefined();
  });
});
