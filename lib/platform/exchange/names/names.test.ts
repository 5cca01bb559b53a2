import { describe, expect, it } from "vitest";
import { goodsAliasLookup } from "./aliases";
import { normalizeName } from "./normalize";
import { classifyMask, respiratorDoubt } from "./respirators";
import { trigramSimilarity, trigramsOf } from "./similarity";

describe("names", () => {
  it.each([
    ["84消费液", "84消毒液"],
    ["莲花清瘟胶囊", "连花清瘟胶囊"],
    ["武汉市桥口区汉正街社区卫生服务中心", "武汉市硚口区汉正街社区卫生服务中心"],
    ["病人监护仪   B125", "病人监护仪 B125"],
    ["手套（日本）", "手套(日本)"],
    ["３Ｍ口罩", "3m口罩\u200b"],
    ["丁晴检查手套", "丁睛检查手套"],
    ["湖北省中西医结合医院（新华医院)", "湖北省中西医结合医院(新华医院)"],
  ])("%s is the same name as %s", (a, b) => {
    expect(normalizeName(a)).toBe(normalizeName(b));
    expect(normalizeName(normalizeName(a))).toBe(normalizeName(a));
  });

  it("keeps different goods different", () => {
    expect(normalizeName("KN95口罩")).not.toBe(normalizeName("N95口罩"));
  });

  it("measures likeness as pg_trgm does", () => {
    // select show_trgm('cat') → {"  c"," ca","at ","cat"}; similarity('cat','cats') = 3/6.
    expect([...trigramsOf("Cat")].sort()).toEqual(["  c", " ca", "at ", "cat"]);
    expect(trigramSimilarity("cat", "cats")).toBeCloseTo(0.5);
    expect(trigramSimilarity("word", "two words")).toBeCloseTo(0.363636, 5);
    expect(trigramSimilarity("", "x")).toBe(0);
    expect(trigramSimilarity("医用口罩", "医用口罩")).toBe(1);
  });

  it("prefers an alias with the specification", () => {
    const lookup = goodsAliasLookup([
      { text: "口罩", spec: null, goods: "CP-MSK-99" },
      { text: "口罩", spec: "KN95", goods: "CP-MSK-04" },
    ]);
    expect(lookup("口罩", "kn 95")).toBe("CP-MSK-04");
    expect(lookup("口罩", "大箱")).toBe("CP-MSK-99");
    expect(lookup("水晶鞋", "")).toBeNull();
  });
});

describe("respirators", () => {
  it.each([
    ["医用防护口罩 | N95口罩 GB 19083-2010", "medicalRespirator"],
    ["N95口罩9132", "medicalRespirator"],
    ["带阀口罩 KN95", "kn95"],
    ["3M9501口罩", "kn95"],
    ["N95口罩", "n95"],
    ["3M8210口罩", "n95"],
    ["FFP2口罩", "ffp2"],
    ["医用外科口罩", "surgical"],
    ["普通医用口罩 YY/T 0969-2013", "medicalDisposable"],
    ["防雾霾口罩", "civil"],
    ["口罩", "unspecified"],
  ] as const)("%s is %s", (text, maskClass) => {
    expect(classifyMask(text)).toBe(maskClass);
  });

  it.each(["护目镜", "简易呼吸器", "84消毒液"])("%s is no mask", (text) => {
    expect(classifyMask(text)).toBeNull();
  });

  it("a bare medical N95 is doubted", () => {
    expect(respiratorDoubt("医用N95口罩")).toBe(true);
    expect(respiratorDoubt("ST-AGX. 1. KN90口罩")).toBe(false);
    expect(respiratorDoubt("医用防护口罩 GB 19083-2010")).toBe(false);
  });
});
