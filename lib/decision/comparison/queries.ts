import { type Actor, systemActor } from "@/lib/platform/auth/actor";
import { can, canSomewhere } from "@/lib/platform/auth/reach";
import { read } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { pairLikelyDuplicates } from "@/lib/platform/exchange/duplicates";
import type { ParsedRow } from "@/lib/platform/exchange/model/row";
import type { ImportKind } from "@/lib/platform/exchange/model/table";
import { readImport } from "@/lib/platform/exchange/reading";
import { baseUnitsEach } from "@/lib/platform/exchange/values/packs";
import { knowledge } from "@/lib/management/exchange/queries/knowledge";
import { goodsOf, type Knowledge, siteOf } from "@/lib/management/exchange/rules/matching";
import { CLASS_OF } from "../allocation/rules/problem";
import { scenarioFile } from "../scenario/data";
import {
  type ComparedNeed,
  type ComparisonInputs,
  courseOf2020,
  type CourseFigures,
  fillByHospital,
  figuresOf,
  type Issue,
  proposedCourse,
  type Supply,
} from "./rules";

/** The days both the issue sheets and the proposal cover. */
export const WINDOW = ["2020-01-30", "2020-01-31", "2020-02-01", "2020-02-02"] as const;
const dayNumber = (day: string) => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
const LAST = WINDOW[WINDOW.length - 1] as string;

async function rowsOf(file: string, kind: ImportKind): Promise<ParsedRow[]> {
  return (await readImport(scenarioFile(file), file, kind, { businessDate: LAST })).rows;
}

/** Base units of a row; null when goods or pack size are unknown: then it cannot be compared and is counted as left out. */
function baseUnits(row: ParsedRow, known: Knowledge): { goodsId: string; quantity: number } | null {
  const goods = goodsOf(row, known.goods);
  const each = goods && row.unit !== "" ? baseUnitsEach(row.unit, row.packHint, goods.baseUnit, goods.packs) : null;
  return goods && each !== null && row.quantity !== null && row.quantity > 0
    ? { goodsId: goods.id, quantity: row.quantity * each }
    : null;
}

export interface ComparisonView {
  proposed: CourseFigures;
  actual: CourseFigures;
  hospitals: { id: string; name: string; nameEn: string | null; lines: number; proposed: number; actual: number }[];
  goods: {
    id: string;
    nameZh: string;
    nameEn: string;
    unit: string;
    needed: number;
    arrived: number;
    proposed: number;
    actual: number;
    idleProposed: number;
    idleActual: number;
  }[];
  left: {
    receipts: number;
    issues: number;
    issuesElsewhere: number;
    needsUnknown: number;
    receiptRows: number;
    issueRows: number;
  };
}

/** The sheets never change and take a second to read: their rows are kept for the process. */
const sheets = new Map<string, Promise<ParsedRow[]>>();
function sheet(file: string, kind: ImportKind): Promise<ParsedRow[]> {
  const kept = sheets.get(file);
  if (kept) return kept;
  const reading = rowsOf(file, kind);
  sheets.set(file, reading);
  reading.catch(() => sheets.delete(file));
  return reading;
}

/**
 * The proposal for 30 January to 2 February against what was issued then, on the same receipts and needs of the whole city; hospitals are
 * named within the actor's reach.
 * @throws NotFound without `plan.read`, or where the database holds no needs of the scenario
 */
export async function compareWith2020(actor: Actor): Promise<ComparisonView> {
  if (!canSomewhere(actor, "plan.read")) throw new NotFound({ key: "errors.notAllowed" });
  const [received, issuedRows] = await Promise.all([
    sheet("redcross-received.csv", "received"),
    sheet("redcross-issued.csv", "issued"),
  ]);
  // The receipts and issues are the whole city's, and so must be the needs they are set against, whoever looks: a district's needs alone
  // would be met by everybody's goods. What the page then names is kept to the person's reach.
  const { known, lines, rules } = await read(systemActor("comparison"), async (db) => ({
    known: await knowledge(db),
    lines: await db.demandLine.findMany({
      // As they were declared: what people decide in the replay changes the plan, not the past.
      where: { demand: { simulated: true, importRowId: { not: null } } },
      include: {
        goods: { select: { nameZh: true, nameEn: true, baseUnit: true } },
        demand: {
          select: { priority: true, areaCode: true, site: { select: { id: true, name: true, nameEn: true } } },
        },
      },
    }),
    rules: await db.substitution.findMany({
      where: { active: true, ratioNeed: 1, ratioSubstitute: 1 },
      select: { goodsId: true, substituteId: true },
    }),
  }));
  if (lines.length === 0) throw new NotFound({ key: "comparison.empty" });
  const needs: ComparedNeed[] = lines.flatMap((line) => {
    const quantity = line.quantity ?? line.estimate;
    return quantity === null
      ? []
      : [
          {
            id: line.id,
            siteId: line.demand.site.id,
            goodsId: line.goodsId,
            priority: CLASS_OF[line.demand.priority],
            quantity: Number(quantity),
            stated: line.quantity !== null,
          },
        ];
  });
  const hospitals = new Set(needs.map((need) => need.siteId));
  const repeated = new Set(pairLikelyDuplicates(received).map((pair) => pair.cumulative.idempotencyKey));
  const left = {
    receipts: 0,
    issues: 0,
    issuesElsewhere: 0,
    needsUnknown: lines.length - needs.length,
    receiptRows: 0,
    issueRows: 0,
  };
  const supply: Supply[] = received.flatMap((row) => {
    if (!row.date || row.date > LAST || repeated.has(row.idempotencyKey)) return [];
    left.receiptRows += 1;
    const amount = baseUnits(row, known);
    if (!amount) left.receipts += 1;
    // What came during a day can be given out from the next morning on.
    return amount ? [{ day: dayNumber(row.date) + 1, ...amount }] : [];
  });
  const issued: Issue[] = issuedRows.flatMap((row) => {
    left.issueRows += 1;
    const amount = row.date ? baseUnits(row, known) : null;
    if (!amount || !row.date) {
      left.issues += 1;
      return [];
    }
    const site = siteOf(row, known.sites);
    const siteId = site && hospitals.has(site.id) ? site.id : null;
    if (!siteId) left.issuesElsewhere += 1;
    return [{ day: dayNumber(row.date), siteId, ...amount }];
  });
  const inputs: ComparisonInputs = {
    days: WINDOW.map(dayNumber),
    needs,
    supply,
    issued,
    substitutions: rules.map((rule) => ({ from: rule.substituteId, to: rule.goodsId })),
  };
  const proposed = proposedCourse(inputs);
  const actual = courseOf2020(inputs);
  const fillProposed = fillByHospital(needs, proposed);
  const fillActual = fillByHospital(needs, actual);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const goodsIds = [...new Set(needs.map((need) => need.goodsId))];
  return {
    proposed: figuresOf(needs, proposed),
    actual: figuresOf(needs, actual),
    left,
    hospitals: [
      ...new Map(
        lines
          .filter((line) => can(actor, "plan.read", { areaCode: line.demand.areaCode }))
          .map((line) => [line.demand.site.id, line.demand.site]),
      ).values(),
    ]
      .filter((site) => hospitals.has(site.id))
      .map((site) => ({
        ...site,
        lines: needs.filter((need) => need.siteId === site.id).length,
        proposed: fillProposed.get(site.id) ?? 0,
        actual: fillActual.get(site.id) ?? 0,
      }))
      .sort((a, b) => b.proposed - b.actual - (a.proposed - a.actual) || (a.name < b.name ? -1 : 1)),
    goods: goodsIds
      .map((id) => {
        const of = needs.filter((need) => need.goodsId === id);
        const goods = lines.find((line) => line.goodsId === id)?.goods;
        return {
          id,
          nameZh: goods?.nameZh ?? "",
          nameEn: goods?.nameEn ?? "",
          unit: goods?.baseUnit ?? "",
          needed: sum(of.map((need) => need.quantity)),
          arrived: sum(
            supply.filter((one) => one.goodsId === id && one.day <= dayNumber(LAST)).map((one) => one.quantity),
          ),
          proposed: sum(of.map((need) => proposed.served.get(need.id) ?? 0)),
          actual: sum(of.map((need) => actual.served.get(need.id) ?? 0)),
          idleProposed: proposed.idle.get(id) ?? 0,
          idleActual: actual.idle.get(id) ?? 0,
        };
      })
      .sort((a, b) => b.idleActual - a.idleActual || b.arrived - a.arrived),
  };
}
