import { describe, expect, it } from "vitest";
import goods from "@/prisma/seed/data/goods.json";
import { divisionsOf, SECTORS, sectorOf } from "./rules";

describe("the sector of goods", () => {
  it("is known for every category of the catalogue's own scheme but its root, and every sector has one", () => {
    const sectors = goods.categories.filter(({ parent }) => parent !== null).map(({ code }) => sectorOf(code));
    expect(sectors).not.toContain(null);
    expect(new Set(sectors)).toEqual(new Set(SECTORS));
  });
  it("follows a category down and is unknown outside the scheme", () => {
    expect(sectorOf("CP-NUT-MLK")).toBe("foodSecurity");
    expect(sectorOf("CP-NUTS")).toBe("health");
    expect(sectorOf("1020304")).toBeNull();
    expect(sectorOf("CP")).toBeNull();
  });
});

describe("the divisions of an area", () => {
  it("go from the province down to its own level and no further", () => {
    expect(divisionsOf("420102002003")).toEqual(["42", "4201", "420102", "420102002", "420102002003"]);
    expect(divisionsOf("4201")).toEqual(["42", "4201"]);
  });
});
