import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CROSSINGS, DISTRICTS, EXTENT, isInside, type LonLat, RIVERS, schematicPlace } from "./wuhan";

function onLine([px, py]: LonLat, line: LonLat[]): boolean {
  return line.some(([x, y], index) => {
    if (index === 0) return false;
    const [ox, oy] = line[index - 1];
    const length = Math.hypot(x - ox, y - oy);
    const across = Math.abs((x - ox) * (py - oy) - (px - ox) * (y - oy)) / length;
    const along = ((px - ox) * (x - ox) + (py - oy) * (y - oy)) / (length * length);
    return across < 1e-9 && along >= 0 && along <= 1;
  });
}

describe("the schematic of Wuhan", () => {
  it("has thirteen districts on the right banks", () => {
    const of = (bank: string) => DISTRICTS.filter((entry) => entry.bank === bank).map((entry) => entry.zh);
    expect(of("hankou")).toEqual(["江岸区", "江汉区", "硚口区", "东西湖区", "黄陂区", "新洲区"]);
    expect(of("hanyang")).toEqual(["汉阳区", "汉南区", "蔡甸区"]);
    expect(of("wuchang")).toEqual(["武昌区", "青山区", "洪山区", "江夏区"]);
  });

  it("has each seat inside its own outline and no other", () => {
    for (const entry of DISTRICTS) {
      const holders = DISTRICTS.filter((other) => isInside(entry.seat, other.outline)).map((other) => other.zh);
      expect(holders, entry.zh).toEqual([entry.zh]);
    }
  });

  it("has no two districts that overlap", () => {
    const [west, south, east, north] = EXTENT.city;
    fc.assert(
      fc.property(
        fc.double({ min: west, max: east, noNaN: true }),
        fc.double({ min: south, max: north, noNaN: true }),
        (lon, lat) => {
          expect(DISTRICTS.filter((entry) => isInside([lon, lat], entry.outline)).length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it("lets no river run through a district", () => {
    for (const river of RIVERS) {
      for (let index = 1; index < river.line.length; index += 1) {
        const [ax, ay] = river.line[index - 1];
        const [bx, by] = river.line[index];
        const length = Math.hypot(bx - ax, by - ay);
        // A step to either side of the middle of each reach must not land in the same district.
        const side = (sign: number): LonLat => [
          (ax + bx) / 2 - (sign * (by - ay) * 0.004) / length,
          (ay + by) / 2 + (sign * (bx - ax) * 0.004) / length,
        ];
        const left = DISTRICTS.find((entry) => isInside(side(1), entry.outline));
        const right = DISTRICTS.find((entry) => isInside(side(-1), entry.outline));
        if (left && right) expect(left.bank, `${river.zh} ${index}`).not.toBe(right.bank);
      }
    }
  });

  it("puts every crossing on its river", () => {
    for (const crossing of CROSSINGS) {
      const river = RIVERS.find((entry) => entry.key === crossing.over);
      expect(river && onLine(crossing.at, river.line), crossing.zh).toBe(true);
    }
  });

  it("places what is known only by district inside it, the same each time", () => {
    fc.assert(
      fc.property(fc.constantFrom(...DISTRICTS), fc.string(), (entry, key) => {
        const place = schematicPlace(entry.code, key);
        expect(place && isInside(place, entry.outline)).toBe(true);
        expect(schematicPlace(entry.code, key)).toEqual(place);
      }),
    );
    expect(schematicPlace("999999", "x")).toBeNull();
  });
});
