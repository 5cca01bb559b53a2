/** Files that are broken, huge, misnamed or meant to hurt: each ends in a named fault, soon, and in nothing else. */
import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { textBytes, workbookBytes } from "@/tests/support/sheets";
import { ExchangeError, type ExchangeLimits, type FileFault } from "./model/file";
import { readImport } from "./reading";

async function faultOf(
  bytes: Uint8Array,
  file: string,
  limits: Partial<ExchangeLimits> = {},
): Promise<FileFault | "none"> {
  try {
    await readImport(bytes, file, "issued", { businessDate: "2020-02-11", limits });
    return "none";
  } catch (error) {
    if (error instanceof ExchangeError) return error.fault;
    throw error;
  }
}

/** A zip archive of the given parts that states their unpacked sizes wrongly, as a bomb would. */
function zipOf(parts: Record<string, Buffer>): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(10, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(content), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(10, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    entries.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const sheet = [
  ["日期", "接收单位", "品名", "单位", "数量"],
  ["2020-02-01", "甲", "口罩", "箱", 5],
];

describe("hostile files", () => {
  it.each([
    ["nothing", Buffer.alloc(0), "a.csv", "fileEmpty"],
    ["blank lines", textBytes("\n \n,,\n"), "a.csv", "fileEmpty"],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "a.csv", "fileNotRecognised"],
    [
      "a picture called a workbook",
      Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
      "a.xlsx",
      "fileNotRecognised",
    ],
    ["a PDF", textBytes("%PDF-1.7 ..."), "a.csv", "fileNotRecognised"],
    ["text called a workbook", textBytes("品名,数量\n口罩,5"), "a.xlsx", "fileExtensionMismatch"],
    [
      "an old workbook",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]),
      "a.xls",
      "fileIsLegacyXls",
    ],
    [
      "a locked workbook",
      Buffer.concat([
        Buffer.from("d0cf11e0a1b11ae1", "hex"),
        Buffer.alloc(600),
        Buffer.from("EncryptedPackage", "utf16le"),
      ]),
      "a.xlsx",
      "fileEncrypted",
    ],
    ["some zip archive", zipOf({ "readme.txt": Buffer.from("hello") }), "a.xlsx", "fileNotRecognised"],
    ["a zip header and no more", Buffer.from("504b0304aabbccdd", "hex"), "a.xlsx", "fileDamaged"],
    ["prose", textBytes("关于做好疫情防控物资保障工作的通知\n各单位：\n请认真执行"), "a.csv", "noHeaderFound"],
    [
      "bytes of no encoding",
      Buffer.from([0x80, 0xff, 0xff, 0x80, 0x2c, 0x0a, 0x81, 0x20]),
      "a.csv",
      "encodingNotRecognised",
    ],
  ] as const)("%s", async (_, bytes, file, fault) => {
    expect(await faultOf(bytes, file)).toBe(fault);
  });

  it("a workbook called .csv", async () => {
    expect(await faultOf(await workbookBytes([{ name: "a", rows: sheet }]), "a.csv")).toBe("fileExtensionMismatch");
  });

  it("a workbook cut short anywhere is a named fault or still reads", async () => {
    const whole = await workbookBytes([{ name: "a", rows: sheet }]);
    for (let share = 0.02; share < 1; share += 0.07)
      expect(await faultOf(whole.slice(0, Math.floor(whole.length * share)), "a.xlsx")).toBe("fileDamaged");
  });

  it("a workbook with a byte flipped anywhere never fails in an unnamed way", async () => {
    const whole = await workbookBytes([{ name: "a", rows: sheet }]);
    for (let at = 0; at < whole.length; at += 37) {
      const flipped = Uint8Array.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0xff;
      await faultOf(flipped, "a.xlsx");
    }
  });

  it("a zip bomb stops at the ceiling, whatever sizes it states", async () => {
    const bomb = zipOf({ "xl/workbook.xml": Buffer.alloc(80 * 1024 * 1024, 0x20) });
    expect(bomb.length).toBeLessThan(200_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(await faultOf(bomb, "a.xlsx")).toBe("fileUnpacksTooLarge");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(120 * 1024 * 1024);
  });

  it("entity bombs and outside references are refused", async () => {
    const markup =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><workbook>&a;&b;</workbook>';
    expect(await faultOf(zipOf({ "xl/workbook.xml": Buffer.from(markup) }), "a.xlsx")).toBe("fileDamaged");
  });

  it("merges, names and cells at the far end of the sheet cost nothing", async () => {
    const cells = ["品名", "数量"]
      .map((text, column) => `<c r="${"AB"[column]}1" t="inlineStr"><is><t>${text}</t></is></c>`)
      .join("");
    const parts = {
      "xl/workbook.xml":
        '<workbook><sheets><sheet name="a" r:id="r1"/></sheets><definedNames><definedName name="x">a!$A$1:$XFD$1048576</definedName></definedNames></workbook>',
      "xl/_rels/workbook.xml.rels":
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      "xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1">${cells}</row><row r="1048576"><c r="A1048576" t="str"><v>口罩</v></c><c r="B1048576"><v>5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="D1:XFD1048576"/></mergeCells><dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations></worksheet>`,
    };
    const file = zipOf(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)])));
    const started = performance.now();
    const reading = await readImport(file, "a.xlsx", "issued", { businessDate: "2020-02-11" });
    expect(reading.rows).toMatchObject([{ goodsText: "口罩", quantity: 5, source: { row: 1_048_576 } }]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("limits on bytes, rows, columns, sheets and cells are named", async () => {
    const rows = textBytes(`品名,数量\n${"口罩,5\n".repeat(50)}`);
    expect(await faultOf(rows, "a.csv", { fileBytes: 100 })).toBe("fileTooLarge");
    expect(await faultOf(rows, "a.csv", { rows: 40 })).toBe("tooManyRows");
    expect(await faultOf(textBytes(`品名,数量\n口罩,5${",x".repeat(300)}`), "a.csv")).toBe("tooManyColumns");
    expect(await faultOf(textBytes(`品名,数量\n${"长".repeat(5000)},5`), "a.csv")).toBe("cellTooLong");
    const book = await workbookBytes([
      { name: "a", rows: [...sheet, ...Array.from({ length: 60 }, () => ["2020-02-01", "甲", "口罩", "箱", 1])] },
      { name: "b", rows: sheet },
    ]);
    expect(await faultOf(book, "a.xlsx", { rows: 40 })).toBe("tooManyRows");
    expect(await faultOf(book, "a.xlsx", { columns: 4 })).toBe("tooManyColumns");
    expect(await faultOf(book, "a.xlsx", { sheets: 1 })).toBe("tooManySheets");
    expect(await faultOf(book, "a.xlsx", { unpackedBytes: 2_000 })).toBe("fileUnpacksTooLarge");
  });

  it("an unclosed quote loses no row", async () => {
    const reading = await readImport(
      textBytes(
        '日期,接收单位,品名,单位,数量\n2020-02-01,甲,"口罩,箱,5\n2020-02-01,乙,手套,箱,6\n2020-02-01,丙,手套,箱,7\n',
      ),
      "a.csv",
      "issued",
      { businessDate: "2020-02-11" },
    );
    expect(reading.rows.map((row) => row.partyText)).toEqual(expect.arrayContaining(["乙", "丙"]));
  });
});
