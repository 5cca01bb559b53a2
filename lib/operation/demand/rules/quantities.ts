import { Refusal, type Message } from "@/lib/platform/errors";

/** What the rules need of a line. Quantities are base units of its goods. */
export interface LineAmounts {
  quantity: bigint | null;
  estimate: bigint | null;
  approvedQuantity: bigint | null;
  promised: bigint;
  shipped: bigint;
  received: bigint;
  cancelledReason: string | null;
}

/** A line with what names it in a message. */
export interface NamedLine extends LineAmounts {
  id: string;
  position: number;
  goods: { nameZh: string; nameEn: string; baseUnit: string };
}

/** Parameters that name a line in a message: each language picks its own name. */
export const named = (line: Pick<NamedLine, "position" | "goods">) => ({
  position: line.position + 1,
  goodsZh: line.goods.nameZh,
  goodsEn: line.goods.nameEn,
  unit: line.goods.baseUnit,
});

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** What was asked for: the stated quantity, else the estimate; null when nobody knows. */
export const askedOf = (line: Pick<LineAmounts, "quantity" | "estimate">): bigint | null =>
  line.quantity ?? line.estimate;

/** What a line is to be given in all: approved, else asked; null when unknown; what was promised when it is no longer needed. */
export function targetOf(line: LineAmounts): bigint | null {
  if (line.cancelledReason !== null) return line.approvedQuantity ?? 0n;
  return line.approvedQuantity ?? askedOf(line);
}

/** Does the figure rest on an estimate only? */
export const isEstimated = (line: Pick<LineAmounts, "quantity" | "estimate">): boolean => line.quantity === null;

/** Received beyond what was shipped for the line: surplus, or goods given to the place directly. */
const surplusOf = (line: LineAmounts): bigint => larger(0n, line.received - line.shipped);

/** What may still be promised: target less promised less surplus received; null when the target is unknown. */
export function remainingOf(line: LineAmounts): bigint | null {
  const target = targetOf(line);
  return target === null ? null : larger(0n, target - line.promised - surplusOf(line));
}

/** Promised and not yet received: on its way or set aside. */
export const underWayOf = (line: LineAmounts): bigint => larger(0n, line.promised - line.received);

/** Is a line met or without claim? Unknown amounts are never met by arithmetic. */
export function isMet(line: LineAmounts): boolean {
  const target = targetOf(line);
  return target !== null && line.received >= target;
}

/** Where the fulfilment of a request stands by its lines; closing is a decision and never computed. */
export function fulfilmentOf(lines: readonly LineAmounts[]): "none" | "partly" | "fulfilled" {
  const received = lines.some((line) => line.received > 0n);
  if (!received) return "none";
  return lines.every(isMet) ? "fulfilled" : "partly";
}

/**
 * Approved quantity of every line of a request: as asked where the approver said nothing, else what the approver said.
 * @param said approved quantity by line id; 0 refuses the line
 * @returns by line id; null for a line whose amount nobody stated and the approver left open
 * @throws Refusal naming each line approved beyond what was asked, or that nothing at all is approved
 */
export function approvedQuantities(
  lines: readonly NamedLine[],
  said: ReadonlyMap<string, bigint>,
): Map<string, bigint | null> {
  const faults: Message[] = [];
  const result = new Map<string, bigint | null>();
  for (const line of lines) {
    const asked = line.cancelledReason === null ? askedOf(line) : 0n;
    const approved = said.get(line.id) ?? asked;
    if (asked !== null && approved !== null && approved > asked)
      faults.push({ key: "demand.approvedBeyondAsked", params: { ...named(line), approved, asked } });
    result.set(line.id, approved);
  }
  for (const id of said.keys()) if (!result.has(id)) throw new Refusal({ key: "demand.lineOfAnotherRequest" });
  if (faults.length > 0) throw new Refusal({ key: "demand.approvedBeyond" }, faults);
  if ([...result.values()].every((approved) => approved === 0n)) throw new Refusal({ key: "demand.nothingApproved" });
  return result;
}

/** What a "partly" answer changes in one line. */
export interface LineChange {
  lineId: string;
  position: number;
  before: string | null;
  after: string;
  patch: { quantity?: bigint; estimate?: bigint; approvedQuantity?: bigint; cancelledReason?: string };
}

/**
 * What "partly still needed" changes: an answer can only lower a need, and never below what is promised already.
 * Before approval the asked figure becomes what is still needed; afterwards the approved one becomes received + still needed.
 * @param stillNeeded by line id, goods under way included; 0 = this line is no longer needed
 * @throws Refusal naming each line that would rise (more is a new request, with its own approval)
 */
export function partlyChanges(
  lines: readonly NamedLine[],
  approved: boolean,
  stillNeeded: ReadonlyMap<string, bigint>,
): LineChange[] {
  const faults: Message[] = [];
  const changes: LineChange[] = [];
  for (const line of lines) {
    const still = stillNeeded.get(line.id);
    if (still === undefined || line.cancelledReason !== null) continue;
    const before = approved ? line.approvedQuantity : askedOf(line);
    const after = approved ? line.received + still : still;
    const change = (amount: bigint, patch: LineChange["patch"]) =>
      changes.push({
        lineId: line.id,
        position: line.position,
        before: before?.toString() ?? null,
        after: amount.toString(),
        patch,
      });
    if (still === 0n) {
      const kept = approved ? line.promised : 0n;
      change(kept, { cancelledReason: "noLonger", ...(approved ? { approvedQuantity: kept } : {}) });
    } else if (before === null) {
      faults.push({ key: "demand.stillUnknown", params: named(line) });
    } else if (after > before) {
      faults.push({
        key: "demand.stillBeyond",
        params: { ...named(line), still, most: approved ? larger(0n, before - line.received) : before },
      });
    } else if (after < before) {
      const lowered = approved ? larger(line.promised, after) : after;
      if (lowered === before) continue;
      change(
        lowered,
        approved
          ? { approvedQuantity: lowered }
          : line.quantity !== null
            ? { quantity: lowered }
            : { estimate: lowered },
      );
    }
  }
  if (faults.length > 0) throw new Refusal({ key: "demand.stillBeyondTitle" }, faults);
  return changes;
}
