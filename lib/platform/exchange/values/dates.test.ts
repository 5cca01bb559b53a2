import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOfExcelSerial, readDate, readTitleDate } from "./dates";

const businessDate = "2020-02-11";

describe("date", () => {
  it.each([
    ["2020-01-30", "2020-01-30"],
    ["2020/1/30", "2020-01-30"],
    ["2020.01.30", "2020-01-30"],
    ["2020-01-30 08:15", "2020-01-30"],
    ["2020年1月30日", "2020-01-30"],
    ["2020年1月30日 星期四", "2020-01-30"],
    ["20200130", "2020-01-30"],
    ["1/30/20", "2020-01-30"],
    ["30/1/2020", "2020-01-30"],
    ["20/1/30", "2020-01-30"],
    ["1月30日", "2020-01-30"],
    ["12月30日", "2019-12-30"],
    ["1.30", "2020-01-30"],
    ["43860", "2020-01-30"],
    ["30 Jan 2020", "2020-01-30"],
    ["Jan 30, 2020", "2020-01-30"],
    ["January 30", "2020-01-30"],
    ["（1月30日）", "2020-01-30"],
    ["30日", "2020-01-30"],
    ["２０２０年１月３０日", "2020-01-30"],
  ])("reads %s", (text, date) => {
    expect(readDate(text, businessDate)).toMatchObject({ date, cumulative: false, range: false });
  });

  it("reads a cumulative date without month as the latest such day", () => {
    expect(readDate("截至28日", businessDate)).toMatchObject({
      date: "2020-01-28",
      cumulative: true,
      monthInferred: true,
    });
    expect(readDate("截至28日", "2020-01-30")).toMatchObject({ date: "2020-01-28", cumulative: true });
    expect(readDate("截止1月28日", businessDate)).toMatchObject({
      date: "2020-01-28",
      cumulative: true,
      yearInferred: true,
    });
    expect(readDate("as of 2020-01-28", businessDate)).toMatchObject({ date: "2020-01-28", cumulative: true });
  });

  it("gives a span its last day and says so", () => {
    expect(readDate("1月30日-2月1日", businessDate)).toMatchObject({ date: "2020-02-01", range: true });
  });

  it("marks a date whose day and month may be swapped only when both lie near", () => {
    expect(readDate("2/1/20", "2020-01-15")).toMatchObject({ date: "2020-02-01", ambiguous: true });
    expect(readDate("2/11/20", businessDate)).toMatchObject({ date: "2020-02-11", ambiguous: false });
  });

  it.each(["", "/", "2020-02-30", "13月1日", "武汉", "0", "99999999", "1/2/3/4"])("does not read %s", (text) => {
    expect(readDate(text, businessDate)).toBeNull();
  });

  it("finds the date of a title, and takes a span for no single day", () => {
    expect(readTitleDate("（2月1日日新增）", businessDate)).toMatchObject({ date: "2020-02-01", range: false });
    expect(readTitleDate("武汉市红十字会2020年2月2日发放物资", businessDate)).toMatchObject({
      date: "2020-02-02",
      range: false,
    });
    expect(readTitleDate("（2月1日至2月2日）", businessDate)).toMatchObject({ date: "2020-02-02", range: true });
    expect(readTitleDate("武汉市红十字会", businessDate)).toBeNull();
  });

  it("agrees with the calendar on every day, in every spelling", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("2019-09-01"), max: new Date("2020-07-01"), noInvalidDate: true }), (day) => {
        const iso = day.toISOString().slice(0, 10);
        const [y, m, d] = iso.split("-").map(Number);
        for (const text of [iso, `${y}年${m}月${d}日`, `${y}/${m}/${d}`, `${m}月${d}日`])
          expect(readDate(text, businessDate)?.date).toBe(iso);
        const serial = Date.parse(iso) / 86_400_000 + 25_569;
        expect(dateOfExcelSerial(serial)).toBe(iso);
        expect(readDate(String(serial), businessDate)?.date).toBe(iso);
      }),
    );
  });

  it("never throws and yields real days only", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^(截至)?[\d年月日/.\-至 ]{0,14}$/)),
        (text) => {
          const reading = readDate(text, businessDate);
          if (reading !== null) expect(new Date(reading.date).toISOString().slice(0, 10)).toBe(reading.date);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
