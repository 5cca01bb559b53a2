/** What forms tell in lines over their table: "领用单位：…  日期：…", "单位：只". */
import type { GridRow } from "../model/file";
import type { ImportKind } from "../model/table";
import { readTitleDate } from "../values/dates";
import { textOrBlank } from "../values/text";
import { normalizeUnit, unitKind } from "../values/units";
import { ownCells } from "./cells";
import { matchHeader } from "./headers";

/** What the lines over a table tell of all its rows. */
export interface CaptionFacts {
  party: string;
  unit: string;
}

const LABELS = /(?:^|[\s;；,，、])(\p{L}[\p{L}()（）/]{0,11}?)\s*[:：]\s*/gu;
/** On a form the 发放单位 is who issues; as a column of an issue it is mostly who is issued to. */
const ISSUER = /^(?:发放|分配|发货|送货|填报|制表|主管|经办)/;

/** Labels with their values, in one text ("领用单位：甲 日期：1月30日") or in cells beside each other; `null` where there are none. */
function labelled(row: GridRow, kind: ImportKind): [string, string][] | null {
  const own = ownCells(row);
  const pairs: [string, string][] = [];
  own.forEach(({ text }, index) => {
    const labels = [...text.matchAll(LABELS)];
    labels.forEach((label, place) => {
      const end = labels[place + 1]?.index ?? text.length;
      const value = text.slice(label.index + label[0].length, end).trim();
      const beside = own[index + 1]?.text ?? "";
      pairs.push([label[1] ?? "", value !== "" || place < labels.length - 1 || /[:：]/.test(beside) ? value : beside]);
    });
  });
  if (pairs.length > 0) return pairs;
  // Without colons: a listed heading and its value by turns, all along the row.
  const isLabel = (text: string | undefined): boolean => text !== undefined && matchHeader(text, kind).strength === 2;
  if (own.length < 2 || own.length % 2 === 1) return null;
  for (let index = 0; index < own.length; index += 2) {
    if (!isLabel(own[index]?.text) || isLabel(own[index + 1]?.text)) return null;
    pairs.push([own[index]?.text ?? "", own[index + 1]?.text ?? ""]);
  }
  return pairs;
}

/** Facts a line over a table tells; `null` if it is no such line. A date in it is read as any title's. */
export function captionFacts(row: GridRow, kind: ImportKind, businessDate: string): CaptionFacts | null {
  const facts: CaptionFacts = { party: "", unit: "" };
  let dated = false;
  for (const [label, text] of labelled(row, kind) ?? []) {
    const { field } = matchHeader(label, kind);
    const value = textOrBlank(text);
    const unit = normalizeUnit(value);
    const isUnit = unitKind(unit) !== "unknown";
    if (value === "") continue;
    if (field === "date") dated ||= readTitleDate(value, businessDate) !== null;
    else if ((field === "unit" || field === "unitOrParty") && isUnit) facts.unit = unit;
    else if ((field === "party" || field === "unitOrParty") && !ISSUER.test(label)) facts.party = value;
  }
  return dated || facts.party !== "" || facts.unit !== "" ? facts : null;
}
