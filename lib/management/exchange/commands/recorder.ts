import type { Actor } from "@/lib/platform/auth/actor";
import { systemActor } from "@/lib/platform/auth/actor";
import type { Permission } from "@/lib/platform/auth/permissions";
import { can } from "@/lib/platform/auth/reach";
import type { Db } from "@/lib/platform/db/access";
import type { DocumentKind } from "@/lib/platform/events/catalogue";
import type { ImportKind } from "@/lib/platform/exchange/model/table";
import type { ReadyRow, RowGroup } from "../rules/groups";
import type { WaitingReason } from "../rules/outcomes";
import type { ImportOptions } from "../schema";

/** The batch a group of rows belongs to, as recorders need it. */
export interface BatchHead {
  id: string;
  kind: ImportKind;
  fileName: string;
  fileSha256: string;
  areaCode: string;
  siteId: string | null;
  incidentId: string | null;
  options: ImportOptions;
}

/** What a caller knows of a need that the sheet does not say: its class, when, and an estimate with its basis. */
export interface NeedDescription {
  priority: "lifeSaving" | "urgent" | "routine";
  neededBy?: Date;
  beneficiaries?: number;
  /** Base units; kept beside an unknown quantity only, and always shown with its basis. */
  estimate?: bigint;
  estimateBasis?: string;
  note?: string;
  simulated?: boolean;
}
export type DescribeNeed = (need: ReadyRow) => NeedDescription;

export interface RecordContext {
  /** Who makes the documents, see `importer`. */
  actor: Actor;
  batch: BatchHead;
  /** Business time. */
  now: Date;
  describeNeed?: DescribeNeed;
}

/** What became of one row. */
export interface Recorded {
  rowId: string;
  outcome: "imported" | "queued" | "rejected";
  reason?: string;
  detail?: Record<string, string | number>;
  documentKind?: DocumentKind;
  documentId?: string;
  lineId?: string | null;
}

/** Makes documents of some groups in the caller's transaction; every row of them comes back exactly once. */
export type Recorder = (db: Db, context: RecordContext, groups: readonly RowGroup[]) => Promise<Recorded[]>;

/** A row that has to wait. */
export const waits = (rowId: string, reason: WaitingReason, detail?: Recorded["detail"]): Recorded => ({
  rowId,
  outcome: "queued",
  reason,
  ...(detail ? { detail } : {}),
});

/** What a person must be allowed to do to make these documents without the importer. */
const ORDINARY: Record<ImportKind, readonly Permission[]> = {
  received: ["delivery.announce", "delivery.arrive", "delivery.count", "delivery.inspect", "delivery.accept"],
  issued: ["stock.reverse"],
  needs: ["demand.create", "demand.submit"],
  stock: ["stock.adjust", "stock.approveAdjustment"],
};

/**
 * Who makes the documents of an import: the person, if they may make each of them by hand (four eyes then know them as the one who
 * filed), else the importer in their name, whose right is `import.run` at the place, checked row by row. The audit trail names both.
 */
export function importer(actor: Actor, kind: ImportKind, place: { areaCode: string; siteId: string | null }): Actor {
  if (actor.system) return actor;
  return ORDINARY[kind].every((permission) => can(actor, permission, place))
    ? actor
    : systemActor(`import:${actor.username}`);
}
