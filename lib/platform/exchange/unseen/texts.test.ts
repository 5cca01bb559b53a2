/** Delimited texts of the same family that nobody has seen: other orders, other headers, English, totals, no header at all. */
import { describe, expect, it } from "vitest";
import { figuresOf, readText, TODAY } from "@/tests/support/sheet-traits";
import { readImport } from "../reading";

describe("unseen texts", () => {
  it("English headers in another order", async () => {
    const reading = await readText(
      "Qty,Unit,Item Description,Recipient,Issue Date,Remarks\n20,boxes,Surgical mask,Wuhan Union Hospital,1/30/20,urgent\n5,sets,Protective suit,Wuhan Union Hospital,1/31/20,\n",
      "issued",
    );
    expect(figuresOf(reading)).toEqual([
      ["2020-01-30", "Wuhan Union Hospital", "Surgical mask", "", 20, "box"],
      ["2020-01-31", "Wuhan Union Hospital", "Protective suit", "", 5, "套"],
    ]);
    expect(reading.rows[0]?.noteText).toBe("urgent");
  });

  it("quantity with its unit, 万, approximations and amounts nobody wrote down", async () => {
    const reading = await readText(
      '捐赠日期,捐赠方,物资名称,数量\n2020年1月30日,甲公司,口罩,3万只\n,,手套,1.6万副\n,,护目镜,约500个\n,乙公司,防护服,若干\n1月31日,,酒精,"1,200瓶"\n',
      "received",
    );
    expect(figuresOf(reading)).toEqual([
      ["2020-01-30", "甲公司", "口罩", "", 30_000, "只"],
      ["2020-01-30", "甲公司", "手套", "", 16_000, "副"],
      ["2020-01-30", "甲公司", "护目镜", "", 500, "个"],
      ["2020-01-30", "乙公司", "防护服", "", null, ""],
      ["2020-01-31", "乙公司", "酒精", "", 1200, "瓶"],
    ]);
    expect(reading.rows[1]?.qualityFlags).toEqual(
      expect.arrayContaining(["partyFilledDown", "dateFilledDown", "unitFromQuantity", "quantityFromTenThousands"]),
    );
    expect(reading.rows[2]?.outcome).toEqual({ is: "queued", reasons: ["quantityApproximate"] });
    expect(reading.rows[3]?.outcome).toMatchObject({
      is: "queued",
      reasons: expect.arrayContaining(["quantityUnknown"]),
    });
    expect(reading.summary.totals).toEqual({ 只: 30_000, 副: 16_000, 个: 500, 瓶: 1200 });
  });

  it("totals, notes and footers are no goods", async () => {
    const reading = await readText(
      "武汉市物资发放统计表\n（2020年2月3日）\n序号,接收单位,品名,计量单位,数量\n1,金银潭医院,口罩,个,100\n2,,手套,副,50\n小计,,,,150\n3,肺科医院,口罩,个,30\n合计,,,,180\n备注：以上数据截至当日18时\n制表单位：物资组\n",
      "issued",
    );
    expect(figuresOf(reading)).toEqual([
      ["2020-02-03", "金银潭医院", "口罩", "", 100, "个"],
      ["2020-02-03", "金银潭医院", "手套", "", 50, "副"],
      ["2020-02-03", "肺科医院", "口罩", "", 30, "个"],
    ]);
    expect(reading.setAside.map((row) => row.why)).toEqual([
      "title",
      "title",
      "header",
      "total",
      "total",
      "footer",
      "footer",
    ]);
  });

  it("a bare 单位 is the unit of count, or the recipient when it holds names", async () => {
    const unit = await readText("品名,单位,数量,接收单位,日期\n口罩,箱,5,甲医院,2020-02-01\n", "issued");
    expect(unit.rows[0]).toMatchObject({ unit: "箱", partyText: "甲医院" });
    const party = await readText(
      "单位,品名,数量,日期\n武汉市金银潭医院,口罩,5箱,2020-02-01\n武汉市肺科医院,口罩,6箱,2020-02-01\n",
      "issued",
    );
    expect(party.rows.map((row) => [row.partyText, row.quantity, row.unit])).toEqual([
      ["武汉市金银潭医院", 5, "箱"],
      ["武汉市肺科医院", 6, "箱"],
    ]);
  });

  it("GB 18030, UTF-16, semicolons and tabs", async () => {
    // "日期,捐赠单位,品名,数量\n2020-01-30,甲,口罩,5箱" in GB 18030.
    const gb = Buffer.from(
      "c8d5c6da2cbee8d4f9b5a5cebb2cc6b7c3fb2ccafdc1bf0a323032302d30312d33302cbcd72cbfdad5d62c35cfe4",
      "hex",
    );
    expect(figuresOf(await readImport(gb, "gbk.csv", "received", TODAY))).toEqual([
      ["2020-01-30", "甲", "口罩", "", 5, "箱"],
    ]);
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from("日期\t捐赠单位\t品名\t数量\n2020-01-30\t甲\t口罩\t5箱", "utf16le"),
    ]);
    expect(figuresOf(await readImport(utf16, "a.txt", "received", TODAY))).toEqual([
      ["2020-01-30", "甲", "口罩", "", 5, "箱"],
    ]);
    expect(figuresOf(await readText("\ufeff日期;捐赠单位;品名;数量\n2020-01-30;甲;口罩;5箱", "received"))).toEqual([
      ["2020-01-30", "甲", "口罩", "", 5, "箱"],
    ]);
  });

  it("stock with lots and expiry dates, where zero is a finding", async () => {
    const reading = await readText(
      "仓库,物品名称,型号规格,批号,有效期至,结存,计量单位\n市级库,医用防护服,L,20191104,2022-11-03,0,套\n市级库,84消毒液,500ml*30瓶,B2,2021/1/31,12,箱\n",
      "stock",
    );
    expect(reading.rows.map((row) => [row.batchText, row.expiresOn, row.quantity, row.outcome.is])).toEqual([
      ["20191104", "2022-11-03", 0, "ok"],
      ["B2", "2021-01-31", 12, "ok"],
    ]);
  });

  it("needs without amounts, and lines not needed any more", async () => {
    const reading = await readText(
      "医院名称,所在区,需求物资,执行标准,是否需要,需求数量\n甲医院,江岸区,医用防护口罩,GB 19083-2010,是,\n甲医院,江岸区,防护服,GB19082-2009,是,200\n甲医院,江岸区,手套,,否,\n",
      "needs",
    );
    expect(reading.rows.map((row) => [row.districtText, row.quantity, row.outcome])).toEqual([
      ["江岸区", null, { is: "ok" }],
      ["江岸区", 200, { is: "ok" }],
      ["江岸区", null, { is: "rejected", reason: "notNeeded" }],
    ]);
    expect(reading.rows[1]?.standards).toEqual(["GB 19082-2009"]);
  });

  it("negative, zero and absurd quantities are rejected by name and still counted", async () => {
    const reading = await readText(
      "date,donor,item,quantity,unit\n2020-01-30,A,Mask,-5,box\n2020-01-30,A,Mask,0,box\n2020-01-30,A,Mask,100000000000000,box\n2020-01-30,A,Mask,1.5,box\n2020-01-30,A,,4,box\n,,Mask,4,\n",
      "received",
    );
    expect(reading.summary).toMatchObject({
      rowsRead: 6,
      ok: 0,
      rejected: { quantityNegative: 1, quantityZero: 1, quantityTooLarge: 1 },
      queued: { quantityNotWhole: 1, goodsMissing: 1, unitUnknown: 1 },
    });
  });

  it("a sheet without any header is read by what its columns hold", async () => {
    const reading = await readText(
      "2020-01-30,金银潭医院,医用口罩,箱,5\n2020-01-30,肺科医院,护目镜,副,20\n2020-01-31,肺科医院,隔离衣,套,8\n",
      "issued",
    );
    expect(reading.tables[0]?.mappedBy).toBe("guessed");
    expect(figuresOf(reading)[1]).toEqual(["2020-01-30", "肺科医院", "护目镜", "", 20, "副"]);
  });

  it("a mapping the user made wins, and is remembered by the headers", async () => {
    const sheet = "甲栏,乙栏,丙栏,品名\n5,箱,口罩,金银潭医院\n";
    const first = await readText(sheet, "issued", { mappings: {} }).catch(() => null);
    expect(first?.rows[0]?.goodsText).not.toBe("口罩");
    const { headerFingerprint } = await import("../table/headers");
    const fingerprint = headerFingerprint(["甲栏", "乙栏", "丙栏", "品名"]);
    const mapping = { quantity: 0, unit: 1, goods: 2, party: 3 };
    for (const given of [{ mappings: { [fingerprint]: mapping } }, { remembered: { [fingerprint]: mapping } }]) {
      const reading = await readText(sheet, "issued", given);
      expect(reading.rows[0]).toMatchObject({ goodsText: "口罩", partyText: "金银潭医院", quantity: 5, unit: "箱" });
    }
  });

  it("recipients as headings of their own rows", async () => {
    const reading = await readText(
      "日期,接收单位,品名,单位,数量\n2020-02-03,金银潭医院,,,\n2020-02-03,,口罩,个,100\n2020-02-03,,手套,副,50\n,肺科医院,,,\n2020-02-03,,口罩,个,30\n",
      "issued",
    );
    expect(reading.rows.map((row) => [row.partyText, row.quantity])).toEqual([
      ["金银潭医院", 100],
      ["金银潭医院", 50],
      ["肺科医院", 30],
    ]);
  });

  it("headers in both languages, and both ends with two quantities on one sheet", async () => {
    const both = await readText(
      '序号/No.,日期/Date,接收单位/Recipient,品名/Item,规格/Spec,单位/Unit,数量/Qty\n1,2020/2/3,甲医院,口罩,50只/盒,盒,20\n2,,乙医院,手套,,副,"3,000"\n合 计,,,,,,3020\n',
      "issued",
    );
    expect(figuresOf(both)).toEqual([
      ["2020-02-03", "甲医院", "口罩", "50只/盒", 20, "盒"],
      ["2020-02-03", "乙医院", "手套", "", 3000, "副"],
    ]);
    const ends =
      "日期,捐赠单位,接收单位,物资名称及规格,捐赠数量,实发数量,单位\n2月3日,某公司,甲医院,KN95口罩,100,90,只\n";
    expect(figuresOf(await readText(ends, "issued"))).toEqual([["2020-02-03", "甲医院", "KN95口罩", "", 90, "只"]]);
    expect(figuresOf(await readText(ends, "received"))).toEqual([["2020-02-03", "某公司", "KN95口罩", "", 100, "只"]]);
  });

  it("the foot of a sheet whose first column is the goods", async () => {
    const reading = await readText(
      "品名,数量,单位,捐赠方,捐赠时间\n口罩,5,箱,甲,2020年1月30日\n共计：5箱,,,,\n武汉市红十字会,,,,\n2020年2月4日,,,,\n",
      "received",
    );
    expect(reading.summary.rowsRead).toBe(1);
    expect(reading.setAside.map((row) => row.why)).toEqual(["header", "total", "footer", "footer"]);
  });

  it("headers nobody listed are completed by what the columns hold, but never where several columns could be the quantity", async () => {
    const reading = await readText("流水,去处,啥东西,多少\n1,甲医院,口罩,5箱\n2,乙医院,手套,6箱\n", "issued");
    expect(reading.tables[0]).toMatchObject({ mappedBy: "guessed", mapping: { party: 1, goods: 2, quantity: 3 } });
    await expect(readText("去处,甲,乙,丙\n甲医院,100,20,300\n乙医院,50,30,10\n", "needs")).rejects.toThrow(
      "noHeaderFound",
    );
  });

  it("a table with a row for each hospital and a column for each goods", async () => {
    const reading = await readText(
      "序号,医院,所在区,医用防护口罩（个）,防护服,护目镜,合计,联系电话\n1,甲医院,江岸区,100,√,,100,1\n2,乙医院,武昌区,1万,20套,若干,,2\n,合计,,10100,20,,,\n",
      "needs",
    );
    expect(
      reading.rows.map((row) => [
        row.partyText,
        row.goodsText,
        row.quantity,
        row.unit,
        row.outcome.is,
        row.source.cell,
      ]),
    ).toEqual([
      ["甲医院", "医用防护口罩", 100, "个", "ok", "D2"],
      ["甲医院", "防护服", null, "", "ok", "E2"],
      ["乙医院", "医用防护口罩", 10_000, "个", "ok", "D3"],
      ["乙医院", "防护服", 20, "套", "ok", "E3"],
      ["乙医院", "护目镜", null, "", "ok", "F3"],
    ]);
    expect(new Set(reading.rows.map((row) => row.idempotencyKey)).size).toBe(5);
    expect(reading.setAside.map((row) => row.why)).toEqual(["header", "total"]);
  });

  it("a quantity whose unit contradicts the unit column waits", async () => {
    const reading = await readText(
      "date,donor,item,quantity,unit\n2020-01-30,A,Mask,198箱,只\n2020-01-30,A,Mask,198个,只\n",
      "received",
    );
    expect(reading.rows.map((row) => row.outcome)).toEqual([{ is: "queued", reasons: ["unitUnknown"] }, { is: "ok" }]);
  });

  it("the humanitarian tag row is no goods row", async () => {
    const reading = await readText(
      "date,recipient,item,unit,quantity\n#date,#org+recipient,#item,#indicator+unit,#indicator+qty\n2020-02-03,A,Mask,个,3\n",
      "issued",
    );
    expect(reading.summary.rowsRead).toBe(1);
    expect(reading.setAside.map((row) => row.why)).toEqual(["header", "hxl"]);
  });
});
