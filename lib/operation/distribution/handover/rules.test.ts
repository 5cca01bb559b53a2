import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sizeOf, sniffPicture, splitCount } from "./rules";

describe("a count at arrival", () => {
  it("opens nothing when everything is there and good", () => {
    expect(splitCount({ quantity: 100n, counted: 100n, damaged: 0n, wrongGoods: 0n })).toEqual({
      accepted: 100n,
      differences: [],
    });
  });

  it("tells short, damaged and wrong goods apart", () => {
    const { accepted, differences } = splitCount({ quantity: 100n, counted: 80n, damaged: 12n, wrongGoods: 5n });
    expect(accepted).toBe(80n);
    expect(differences.map((each) => [each.kind, sizeOf(each)])).toEqual([
      ["damaged", 12n],
      ["wrongGoods", 5n],
      ["short", 3n],
    ]);
  });

  it("accepts no more than was sent and calls the rest over", () => {
    const { accepted, differences } = splitCount({ quantity: 100n, counted: 103n, damaged: 0n, wrongGoods: 0n });
    expect(accepted).toBe(100n);
    expect(differences).toEqual([{ kind: "over", expected: 100n, actual: 103n }]);
  });

  it("accounts for every unit sent and every unit counted, whatever was counted", () => {
    const some = fc.bigInt({ min: 0n, max: 1_000n });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 1_000n }), some, some, some, (quantity, counted, damaged, wrongGoods) => {
        const { accepted, differences } = splitCount({ quantity, counted, damaged, wrongGoods });
        const size = (kind: string) =>
          differences.filter((each) => each.kind === kind).reduce((sum, each) => sum + sizeOf(each), 0n);
        expect(accepted + size("damaged") + size("wrongGoods") + size("short")).toBe(quantity);
        expect(counted + damaged + wrongGoods).toBe(quantity - size("short") + size("over"));
        expect(accepted >= 0n && accepted <= quantity && differences.every((each) => sizeOf(each) > 0n)).toBe(true);
      }),
    );
  });
});

describe("an attached picture", () => {
  it("is known by its bytes, not by its name", () => {
    expect(sniffPicture(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]))).toBe("image/jpeg");
    expect(sniffPicture(Buffer.from("iVBORw0KGgo=", "base64"))).toBe("image/png");
    expect(sniffPicture(Buffer.from("RIFF____WEBPVP8 "))).toBe("image/webp");
    expect(sniffPicture(Buffer.from("RIFF____WAVEfmt "))).toBeNull();
    expect(sniffPicture(Buffer.from("<svg onload=alert(1)>"))).toBeNull();
    expect(sniffPicture(Buffer.alloc(0))).toBeNull();
  });
});
