import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import type { Db } from "@/lib/platform/db/access";
import type { ImportKind } from "@/lib/platform/exchange/model/table";
import { queueSpelling } from "@/lib/operation/catalogue/alias/commands";
import {
  deliveryGroups,
  issueGroups,
  needGroups,
  type ReadyRow,
  repeatGroups,
  type RowGroup,
  stockGroups,
} from "../rules/groups";
import { goodsKey, judge, type Knowledge, siteKey, type StoredRow } from "../rules/matching";
import { byGravity, keptOut, type WaitingReason } from "../rules/outcomes";
import { recordIssued } from "./record-issued";
import { describing, mayAsk, recordNeeds } from "./record-needs";
import { recordReceived, recordRepeats } from "./record-received";
import { recordStock } from "./record-stock";
import type { BatchHead, DescribeNeed, Recorded, Recorder } from "./recorder";

/** A stored row that waits to be brought in. */
export interface WaitingRow {
  id: string;
  row: StoredRow;
}

/** Groups that one recorder makes documents of, so many a transaction. */
export interface Stage {
  record: Recorder;
  groups: RowGroup[];
  /** Groups a transaction. */
  most: number;
}

/** Rows told apart: those settled by judgement alone, and those to be recorded, stage after stage. */
export interface Sorted {
  settled: Recorded[];
  /** Rows settled as waiting, for the queue of spellings. */
  unmatched: WaitingRow[];
  stages: Stage[];
}

/** What else keeps a matched row out: where its place lies and what kind of place it is. */
function placeReasons(
  actor: Actor,
  batch: BatchHead,
  ready: Pick<ReadyRow, "site">,
  incidentArea: string | null,
): WaitingReason[] {
  const { site } = ready;
  if (!site || site.id === batch.siteId) return [];
  if (batch.kind === "issued") return [];
  const reasons: WaitingReason[] = [];
  if (batch.kind === "needs") {
    if (!mayAsk(site)) reasons.push("siteMayNotRequest");
    if (incidentArea !== null && !site.areaCode.startsWith(incidentArea)) reasons.push("outsideIncident");
  }
  if (!can(actor, "import.run", { areaCode: site.areaCode, siteId: site.id })) reasons.push("outsideReach");
  return reasons;
}

/**
 * Tells rows apart: refused, waiting, or ready to become documents; ready ones grouped and put in the order they must be made in.
 * @param actor the person whose reach counts
 */
export function sortRows(
  actor: Actor,
  batch: BatchHead,
  rows: readonly WaitingRow[],
  known: Knowledge,
  facts: { businessDay: string; incidentArea: string | null; describeNeed?: DescribeNeed },
): Sorted {
  const settled: Recorded[] = [];
  const unmatched: WaitingRow[] = [];
  const ready: ReadyRow[] = [];
  const until = batch.options.untilDay;
  const lastDay = until !== undefined && until < facts.businessDay ? until : facts.businessDay;
  for (const { id, row } of rows) {
    const { match, reasons, rejected } = judge(row, known, lastDay);
    if (rejected !== null) {
      settled.push({ rowId: id, outcome: "rejected", reason: rejected });
      continue;
    }
    const all = byGravity([...reasons, ...placeReasons(actor, batch, match, facts.incidentArea)]);
    const { goods } = match;
    if (goods === null || keptOut(batch.kind, all)) {
      settled.push({
        rowId: id,
        outcome: "queued",
        reason: all[0] ?? "goodsUnmatched",
        detail: { goods: row.goodsText, party: row.partyText, unit: row.unit, all: all.join(" ") },
      });
      if (all.includes("goodsUnmatched") || all.includes("partyUnmatched")) unmatched.push({ id, row });
      continue;
    }
    ready.push({ id, row, goods, each: match.each, site: match.site });
  }
  return { settled, unmatched, stages: stagesOf(batch, ready, facts.describeNeed) };
}

function stagesOf(batch: BatchHead, ready: readonly ReadyRow[], describeNeed: DescribeNeed | undefined): Stage[] {
  const stages: Record<ImportKind, () => Stage[]> = {
    received: () => [
      {
        record: recordReceived,
        groups: deliveryGroups(ready.filter(({ row }) => row.repeats === undefined)),
        most: 100,
      },
      {
        record: recordRepeats,
        groups: repeatGroups(
          ready.filter(({ row }) => row.repeats !== undefined),
          ({ row }) => row.repeats ?? "",
        ),
        most: 100,
      },
    ],
    issued: () => [{ record: recordIssued, groups: issueGroups(ready), most: 10 }],
    needs: () => {
      const described = describing({ batch, ...(describeNeed ? { describeNeed } : {}) });
      return [{ record: recordNeeds, groups: needGroups(ready, (need) => described(need).priority), most: 25 }];
    },
    stock: () => [{ record: recordStock, groups: stockGroups(ready), most: 5 }],
  };
  return stages[batch.kind]();
}

/** Puts the spellings of rows nothing matches into the queue where they are taught, each once with how often it occurs. */
export async function queueSpellings(
  db: Db,
  known: Knowledge,
  rows: readonly WaitingRow[],
  businessDay: string,
): Promise<void> {
  const found = new Map<
    string,
    { kind: "goods" | "site"; normalized: string; original: string; spec: string; times: number }
  >();
  for (const { row } of rows) {
    const { reasons } = judge(row, known, businessDay);
    const wanted = [
      ...(reasons.includes("goodsUnmatched")
        ? [{ kind: "goods" as const, normalized: goodsKey(row), original: row.goodsText, spec: row.specText }]
        : []),
      ...(reasons.includes("partyUnmatched")
        ? [{ kind: "site" as const, normalized: siteKey(row), original: row.partyText, spec: row.cityText }]
        : []),
    ];
    for (const spelling of wanted) {
      if (spelling.normalized === "") continue;
      const key = `${spelling.kind} ${spelling.normalized}`;
      const seen = found.get(key);
      if (seen) seen.times++;
      else
        found.set(key, {
          ...spelling,
          original: spelling.original.slice(0, 300),
          spec: spelling.spec.slice(0, 300),
          times: 1,
        });
    }
  }
  for (const { kind, ...spelling } of found.values()) await queueSpelling(db, kind, spelling);
}
