import type { Priority } from "@/lib/platform/db/generated/enums";

const HOUR_MS = 3_600_000;

/** Within how many hours of being filed a request must be approved, returned or rejected, by priority class (our own service standard). */
export const APPROVAL_HOURS: Readonly<Record<Priority, number>> = { lifeSaving: 2, urgent: 8, routine: 24 };

/** The whole span of the approval clock in milliseconds. */
export const approvalSpanMs = (priority: Priority): number => APPROVAL_HOURS[priority] * HOUR_MS;

/** When the approval clock of a request filed at `submittedAt` runs out (business time). */
export const approvalDueAt = (priority: Priority, submittedAt: Date): Date =>
  new Date(submittedAt.getTime() + approvalSpanMs(priority));

/** Grave first: 0 life-saving, 1 urgent, 2 routine. */
export const GRAVITY: Readonly<Record<Priority, number>> = { lifeSaving: 0, urgent: 1, routine: 2 };

/** The graver of two classes. */
export const graver = (a: Priority, b: Priority): Priority => (GRAVITY[a] <= GRAVITY[b] ? a : b);
