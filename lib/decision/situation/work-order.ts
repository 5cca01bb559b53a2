import type { Priority, Role } from "@/lib/platform/db/generated/enums";

/**
 * Every kind of thing that can wait for a person, in the order it is done when nothing else decides, with the roles whose daily work it is.
 * Others may be permitted too; it is not on their list. A new kind is a line here, a source in `queries/work`, and its words in
 * `situation.work.kinds`.
 */
export const WORK_KINDS = {
  receiveShipment: ["warehouseOperator", "communityWorker", "hospitalRequester"],
  arriveTrip: ["driver"],
  departTrip: ["driver"],
  comingTrip: ["driver"],
  approveDemand: ["commander"],
  verifyDemand: ["informationOfficer"],
  approvePlan: ["commander"],
  adoptPlan: ["commander"],
  submitPlan: ["commander", "reserveOfficer"],
  overdueDiscrepancy: ["commander"],
  overdueDemand: ["commander"],
  approvePurchase: ["commander"],
  pickTransfer: ["warehouseOperator"],
  loadShipment: ["warehouseOperator"],
  sealShipment: ["warehouseOperator"],
  reserveAnew: ["reserveOfficer"],
  releaseTransfer: ["reserveOfficer", "transportDispatcher"],
  serveBackOrder: ["reserveOfficer", "transportDispatcher"],
  decideRest: ["reserveOfficer"],
  planShipment: ["transportDispatcher"],
  assignCrew: ["transportDispatcher"],
  chaseShipment: ["transportDispatcher"],
  resolveDiscrepancy: ["reserveOfficer", "transportDispatcher"],
  arriveDelivery: ["warehouseOperator"],
  countDelivery: ["warehouseOperator"],
  inspectDelivery: ["warehouseOperator"],
  acceptDelivery: ["warehouseOperator"],
  putAway: ["warehouseOperator"],
  approveAdjustment: ["reserveOfficer"],
  approveStocktake: ["reserveOfficer"],
  countStocktake: ["warehouseOperator"],
  resolvePack: ["reserveOfficer"],
  confirmNeed: ["communityWorker", "hospitalRequester"],
  submitDraft: ["communityWorker", "hospitalRequester"],
  reviewDuplicate: ["informationOfficer"],
  teachAlias: ["informationOfficer"],
  orderPurchase: ["procurementOfficer"],
  submitPurchase: ["procurementOfficer"],
  closePurchase: ["procurementOfficer"],
  followDelivery: ["supplierDesk"],
  expiringLot: ["warehouseOperator", "reserveOfficer"],
  failedCheck: ["auditor", "administrator", "reserveOfficer"],
  pendingInvitation: ["administrator"],
} as const satisfies Record<string, readonly Role[]>;

export type WorkName = keyof typeof WORK_KINDS;
export const WORK_NAMES = Object.keys(WORK_KINDS) as WorkName[];

/** Decisions: what the situation page shows a commander as waiting for them. */
export const DECISIONS: readonly WorkName[] = [
  "approveDemand",
  "approvePlan",
  "adoptPlan",
  "submitPlan",
  "overdueDiscrepancy",
  "overdueDemand",
  "approvePurchase",
  "approveAdjustment",
  "approveStocktake",
  "releaseTransfer",
  "resolveDiscrepancy",
  "verifyDemand",
];

/** What the order of a list is decided by. */
export interface Ranked {
  kind: WorkName;
  priority: Priority | null;
  /** When its clock runs out, or it is wanted or expected; null has none. */
  dueAt: Date | null;
  since: Date;
  key: string;
}

const GRAVITY: Record<Priority, number> = { lifeSaving: 0, urgent: 1, routine: 2 };
const gravity = (row: Ranked) => (row.priority ? GRAVITY[row.priority] : 1);
const place = new Map(WORK_NAMES.map((name, index) => [name, index]));

/**
 * The order things should be done in: what is over its time first, the longest over on top; then life-saving before urgent before routine
 * (what has no class counts as urgent); then the usual order of kinds; then what is due first; then what has waited longest.
 */
export function inWorkOrder<T extends Ranked>(rows: readonly T[], now: Date): T[] {
  const over = (row: Ranked) =>
    row.dueAt !== null && row.dueAt.getTime() < now.getTime() ? row.dueAt.getTime() : null;
  return [...rows].sort((a, b) => {
    const [overA, overB] = [over(a), over(b)];
    if (overA !== null || overB !== null) {
      if (overA === null) return 1;
      if (overB === null) return -1;
      if (overA !== overB) return overA - overB;
    }
    return (
      gravity(a) - gravity(b) ||
      (place.get(a.kind) ?? 0) - (place.get(b.kind) ?? 0) ||
      (a.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER) - (b.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER) ||
      a.since.getTime() - b.since.getTime() ||
      (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
    );
  });
}
