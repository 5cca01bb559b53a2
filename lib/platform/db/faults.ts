import { Conflict, type Message, Refusal, BadInput } from "@/lib/platform/errors";

/** What the driver adapter tells of a database error, whichever way Prisma wrapped it. */
interface DatabaseFault {
  code: string;
  message: string;
  detail: string | undefined;
  constraint: string | undefined;
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}

/** Digs the Postgres error out of a Prisma error; null when there is none inside. */
export function databaseFault(error: unknown): DatabaseFault | null {
  let current = recordOf(error);
  for (let depth = 0; current && depth < 6; depth++) {
    const code = current.originalCode ?? (typeof current.severity === "string" ? current.code : undefined);
    if (typeof code === "string") {
      const message = String(current.originalMessage ?? current.message ?? "");
      return {
        code,
        message,
        detail: typeof current.detail === "string" ? current.detail : undefined,
        constraint: /constraint "([^"]+)"/.exec(message)?.[1],
      };
    }
    current = recordOf(current.cause) ?? recordOf(recordOf(current.meta)?.driverAdapterError) ?? null;
  }
  return null;
}

/** Deadlock, serialisation failure, or a transaction the pool could not start in time. */
export function isRetriable(error: unknown): boolean {
  const fault = databaseFault(error);
  if (fault) return fault.code === "40001" || fault.code === "40P01";
  return recordOf(error)?.code === "P2034";
}

interface Shortage {
  lot: string;
  unit: string;
  goodsId: string;
  lotId: string;
  wanted: number;
  available: number;
  why?: string;
}

function shortageItems(detail: string | undefined): Message[] {
  const rows = JSON.parse(detail ?? "[]") as Shortage[];
  return rows.map((row) => ({
    key:
      row.why === "recalled"
        ? "errors.stock.lotRecalled"
        : row.why === "condition"
          ? "errors.stock.lotCondition"
          : "errors.stock.lotShort",
    params: {
      lot: row.lot,
      lotId: row.lotId,
      goodsId: row.goodsId,
      unit: row.unit,
      wanted: row.wanted,
      available: row.available,
      missing: row.wanted - row.available,
    },
  }));
}

/** Constraints a person can run into, by the name the migration gave them. */
const CONSTRAINTS: Record<string, Message> = {
  stock_balance_on_hand_not_negative: { key: "errors.stock.short" },
  stock_balance_reserved_within_on_hand: { key: "errors.stock.short" },
  demand_verified_by_another: { key: "errors.fourEyes" },
  demand_approved_by_another: { key: "errors.fourEyes" },
  demand_verified_by_no_writer: { key: "errors.fourEyes" },
  demand_approved_by_no_writer: { key: "errors.fourEyes" },
  demand_approved_by_a_third: { key: "errors.fourEyes" },
  demand_line_approved_within_asked: { key: "demand.approvedBeyond" },
  demand_line_promised_within_approved: { key: "demand.promisedBeyondApproved" },
  demand_line_shipped_within_promised: { key: "demand.shippedBeyondPromised" },
  purchase_approved_by_another: { key: "errors.fourEyes" },
  purchase_approved_by_no_writer: { key: "errors.fourEyes" },
  stocktake_approved_by_another: { key: "errors.fourEyes" },
  stocktake_approved_by_no_counter: { key: "errors.fourEyes" },
  adjustment_approved_by_another: { key: "errors.fourEyes" },
  plan_approved_by_another: { key: "errors.fourEyes" },
  plan_approved_by_no_writer: { key: "errors.fourEyes" },
  transfer_line_need_in_base_units: { key: "transport.transfer.refusals.needInPacks" },
  transfer_line_amounts: { key: "errors.stock.moreThanPromised" },
  delivery_line_amounts: { key: "errors.stock.moreThanCounted" },
};

/** Maps a Postgres error to one of the named errors; anything unknown comes back as it was and is a bug. */
export function namedError(error: unknown): unknown {
  const fault = databaseFault(error);
  if (!fault) return error;
  switch (fault.code) {
    case "CP001":
      return new Refusal({ key: "errors.stock.short" }, shortageItems(fault.detail));
    case "CP002":
      return new Refusal(
        { key: "errors.stock.mayNotIssue" },
        (JSON.parse(fault.detail ?? "[]") as { lot: string; why: string; expiresOn: string | null }[]).map((row) => ({
          key:
            row.why === "recalled"
              ? "errors.stock.lotRecalled"
              : row.why === "expired"
                ? "errors.stock.lotExpired"
                : "errors.stock.lotCondition",
          params: { lot: row.lot, expiresOn: row.expiresOn ?? "" },
        })),
      );
    case "CP003":
      return new Conflict({ key: "errors.moveRefusedByDatabase" });
    case "CP005":
      return new Refusal({ key: "errors.stock.reversalOrder" });
    case "23505":
      return new Conflict({ key: "errors.alreadyExists" });
    case "23514": {
      const known = fault.constraint ? CONSTRAINTS[fault.constraint] : undefined;
      return known ? new Refusal(known) : new BadInput({ "": { key: "errors.outOfRange" } });
    }
    case "22003":
      return new BadInput({ "": { key: "errors.outOfRange" } });
    case "22P02":
      return new BadInput({ "": { key: "errors.malformed" } });
    default:
      return error;
  }
}
