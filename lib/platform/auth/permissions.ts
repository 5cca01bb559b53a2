import type { Role } from "@/lib/platform/db/generated/enums";

/**
 * How far a role reaches with one permission.
 * - `all`: shared reference that belongs to no area
 * - `area`: every record whose area code starts with the assignment's
 * - `site`: records of the assignment's site only
 * - `own`: records the person made (or drives), inside the assignment's area
 */
export type Reach = "all" | "area" | "site" | "own";

const C = "commander";
const P = "procurementOfficer";
const R = "reserveOfficer";
const T = "transportDispatcher";
const I = "informationOfficer";
const W = "warehouseOperator";
const D = "driver";
const K = "communityWorker";
const H = "hospitalRequester";
const S = "supplierDesk";
const U = "auditor";
const A = "administrator";

const everyone = {
  [C]: "all",
  [P]: "all",
  [R]: "all",
  [T]: "all",
  [I]: "all",
  [W]: "all",
  [D]: "all",
  [K]: "all",
  [H]: "all",
  [S]: "all",
  [U]: "all",
  [A]: "all",
} as const;
const officers = { [C]: "area", [P]: "area", [R]: "area", [T]: "area", [I]: "area", [U]: "area", [A]: "area" } as const;

/**
 * The one permission table: permission × role → reach. A missing cell means denied. Buttons, pages, navigation, commands and
 * queries all read this; nothing else decides.
 */
export const PERMISSIONS = {
  "situation.read": officers,
  "work.read": {
    [C]: "area",
    [P]: "area",
    [R]: "area",
    [T]: "area",
    [I]: "area",
    [W]: "site",
    [D]: "own",
    [K]: "area",
    [H]: "site",
    [S]: "own",
    [U]: "area",
    [A]: "area",
  },

  "incident.read": everyone,
  "incident.open": { [C]: "area" },
  "incident.setLevel": { [C]: "area" },
  "incident.standDown": { [C]: "area" },
  "incident.close": { [C]: "area" },

  "demand.read": { ...officers, [K]: "area", [H]: "site" },
  "demand.create": { [K]: "area", [H]: "site", [I]: "area" },
  "demand.submit": { [K]: "area", [H]: "site", [I]: "area" },
  "demand.cancel": { [K]: "area", [H]: "site", [I]: "area" },
  "demand.confirm": { [K]: "area", [H]: "site", [I]: "area" },
  "demand.verify": { [I]: "area" },
  "demand.merge": { [I]: "area" },
  "demand.approve": { [C]: "area" },

  "catalogue.read": everyone,
  "catalogue.edit": { [R]: "all", [P]: "all" },
  "alias.teach": { [I]: "all", [R]: "all", [P]: "all" },
  "pack.resolve": { [R]: "area", [W]: "site" },

  "party.read": {
    [C]: "all",
    [P]: "all",
    [R]: "all",
    [T]: "all",
    [I]: "all",
    [W]: "all",
    [S]: "all",
    [U]: "all",
    [A]: "all",
  },
  "party.edit": { [P]: "area" },
  "purchase.read": { [C]: "area", [P]: "area", [R]: "area", [W]: "site", [U]: "area", [A]: "area" },
  "purchase.create": { [P]: "area" },
  "purchase.submit": { [P]: "area" },
  "purchase.approve": { [C]: "area" },
  "purchase.order": { [P]: "area" },
  "purchase.close": { [P]: "area" },
  "purchase.cancel": { [P]: "area" },
  "delivery.read": {
    [C]: "area",
    [P]: "area",
    [R]: "area",
    [I]: "area",
    [W]: "site",
    [S]: "own",
    [U]: "area",
    [A]: "area",
  },
  "delivery.announce": { [P]: "area", [I]: "area", [S]: "area", [W]: "site" },
  "delivery.arrive": { [R]: "area", [W]: "site" },
  "delivery.count": { [R]: "area", [W]: "site" },
  "delivery.inspect": { [R]: "area", [W]: "site" },
  "delivery.accept": { [R]: "area", [W]: "site" },
  "delivery.reviewDuplicate": { [R]: "area", [I]: "area" },

  "stock.read": {
    [C]: "area",
    [P]: "area",
    [R]: "area",
    [T]: "area",
    [I]: "area",
    [W]: "site",
    [U]: "area",
    [A]: "area",
  },
  "stock.putAway": { [R]: "area", [W]: "site" },
  "stock.adjust": { [R]: "area", [W]: "site" },
  "stock.approveAdjustment": { [R]: "area" },
  "stock.setLevels": { [R]: "area" },
  "stock.recall": { [R]: "area" },
  "stock.reclassify": { [R]: "area" },
  "stock.checkBalances": { [R]: "area", [U]: "area", [A]: "area" },
  "stock.reverse": { [R]: "area" },
  "stocktake.open": { [R]: "area", [W]: "site" },
  "stocktake.count": { [R]: "area", [W]: "site" },
  "stocktake.approve": { [R]: "area" },

  "plan.read": officers,
  "plan.create": { [C]: "area", [R]: "area" },
  "plan.submit": { [C]: "area", [R]: "area" },
  "plan.approve": { [C]: "area" },
  "plan.adopt": { [C]: "area" },
  "plan.withdraw": { [C]: "area", [R]: "area" },

  "transfer.read": {
    [C]: "area",
    [R]: "area",
    [T]: "area",
    [I]: "area",
    [W]: "site",
    [K]: "area",
    [H]: "site",
    [U]: "area",
    [A]: "area",
  },
  "transfer.create": { [R]: "area", [T]: "area" },
  "transfer.release": { [R]: "area", [T]: "area" },
  "transfer.cancel": { [R]: "area", [T]: "area" },
  "transfer.pick": { [R]: "area", [W]: "site" },
  "shipment.read": {
    [C]: "area",
    [R]: "area",
    [T]: "area",
    [I]: "area",
    [W]: "site",
    [D]: "own",
    [K]: "area",
    [H]: "site",
    [U]: "area",
    [A]: "area",
  },
  "shipment.plan": { [T]: "area", [W]: "site", [R]: "area" },
  "shipment.load": { [W]: "site", [R]: "area" },
  "shipment.depart": { [T]: "area", [D]: "own", [W]: "site" },
  "shipment.arrive": { [T]: "area", [D]: "own", [W]: "site", [H]: "site", [K]: "area" },
  "shipment.receive": { [W]: "site", [H]: "site", [K]: "area", [R]: "area" },
  "discrepancy.read": {
    [C]: "area",
    [R]: "area",
    [T]: "area",
    [I]: "area",
    [W]: "site",
    [K]: "area",
    [H]: "site",
    [U]: "area",
    [A]: "area",
  },
  "discrepancy.open": { [R]: "area", [T]: "area", [I]: "area", [W]: "site", [H]: "site", [K]: "area" },
  "discrepancy.assign": { [R]: "area", [T]: "area" },
  "discrepancy.resolve": { [R]: "area", [T]: "area" },

  "site.read": everyone,
  "site.edit": { [A]: "area", [R]: "area" },
  "person.read": { [A]: "area", [U]: "area" },
  "person.manage": { [A]: "area" },
  "response.read": officers,
  "audit.read": { [C]: "area", [U]: "area", [A]: "area" },
  "import.run": { [P]: "area", [R]: "area", [I]: "area", [W]: "site", [A]: "area" },
  "clock.advance": { [C]: "area", [A]: "area" },
} as const satisfies Record<string, Partial<Record<Role, Reach>>>;

export type Permission = keyof typeof PERMISSIONS;
export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[];

/** Reach of a role with a permission; null means denied. */
export function reachOf(permission: Permission, role: Role): Reach | null {
  const row: Partial<Record<Role, Reach>> = PERMISSIONS[permission];
  return row[role] ?? null;
}
