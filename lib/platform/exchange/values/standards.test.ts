import { describe, expect, it } from "vitest";
import { quotedStandards } from "./standards";

describe("standards", () => {
  it.each([
    ["GB 19083-2010, 建议3M 1860/1870/9123,防飞沫血液体液款", "GB 19083-2010", "current"],
    ["YY 0469-2010", "YY 0469-2010", "wrongYear"],
    ["YY0469-2011", "YY 0469-2011", "current"],
    ["GB 19082-2003", "GB 19082-2003", "superseded"],
    ["YY/T 0969-2013", "YY/T 0969-2013", "current"],
    ["灭菌，GB 10213-2006", "GB 10213-2006", "current"],
    ["YY/T 0469", "YY 0469", "noYear"],
    ["ＧＢ２６２６－２００６", "GB 2626-2006", "current"],
    ["GB 99999-2001", "GB 99999-2001", "unlisted"],
  ])("%s quotes %s (%s)", (text, quoted, standing) => {
    expect(quotedStandards(text)).toMatchObject([{ text: quoted, standing }]);
  });

  it("names the edition in force", () => {
    expect(quotedStandards("YY 0469-2010")[0]?.inForce).toBe("YY 0469-2011");
    expect(quotedStandards("3M 9501")).toEqual([]);
  });
});
