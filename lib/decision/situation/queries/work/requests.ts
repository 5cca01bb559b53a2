import { STALE_AFTER_MS, staleBefore } from "@/lib/operation/demand/rules/freshness";
import { visible } from "@/lib/platform/auth/reach";
import type { Permission } from "@/lib/platform/auth/permissions";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { type Asking, documentRow, SITE_AND_LINES, type WorkSource } from "./source";

type Where = Prisma.DemandRequestWhereInput;

/** Requests in some state, gravest first, then longest filed. */
function requests(
  permission: Permission,
  listHref: string,
  which: (asking: Asking) => Where,
  due: "dueAt" | "confirmedAt" | null = "dueAt",
): WorkSource {
  const where = (asking: Asking): Where => ({ AND: [visible(asking.actor, permission), which(asking)] });
  return {
    permission,
    listHref,
    count: (asking, take) => asking.db.demandRequest.count({ where: where(asking), take }),
    rows: async (asking, take) => {
      const rows = await asking.db.demandRequest.findMany({
        where: where(asking),
        orderBy: [{ priority: "asc" }, { submittedAt: "asc" }, { id: "asc" }],
        take,
        include: SITE_AND_LINES,
      });
      return rows.map((row) => ({
        ...documentRow(row),
        priority: row.priority,
        dueAt:
          due === "dueAt"
            ? row.dueAt
            : due === "confirmedAt" && row.confirmedAt
              ? new Date(row.confirmedAt.getTime() + STALE_AFTER_MS)
              : null,
        since: row.submittedAt ?? row.businessAt,
        href: `/operation/demand/${row.id}`,
        simulated: row.simulated,
      }));
    },
  };
}

/** Who wrote a request, and who verified it: the columns that keep a person from deciding. */
type Hand = "createdById" | "editedById" | "submittedById" | "verifiedById";

/** Four eyes: not what the person wrote, filed or verified themselves. */
const notMine = (asking: Asking, ...columns: Hand[]): Where => ({
  AND: columns.map((column) => ({ OR: [{ [column]: null }, { [column]: { not: asking.actor.personId } }] })),
});

export const requestSources = {
  verifyDemand: requests("demand.verify", "/operation/demand?view=verification", (asking) => ({
    state: "submitted",
    ...notMine(asking, "createdById", "editedById", "submittedById"),
  })),
  approveDemand: requests("demand.approve", "/operation/demand?view=approval", (asking) => ({
    state: "verified",
    ...notMine(asking, "createdById", "editedById", "submittedById", "verifiedById"),
  })),
  // Filed, its approval clock run out, and nobody has verified it yet: the commander cannot approve it, but must know.
  overdueDemand: requests("demand.approve", "/operation/demand?view=verification&overdue=1", ({ now }) => ({
    state: "submitted",
    dueAt: { lt: now },
  })),
  confirmNeed: requests(
    "demand.confirm",
    "/operation/demand?stale=1",
    ({ now }) => ({
      state: { in: ["submitted", "verified", "approved"] },
      fulfilment: { in: ["none", "partly"] },
      OR: [{ confirmedAt: null }, { confirmedAt: { lt: staleBefore(now) } }],
    }),
    "confirmedAt",
  ),
  submitDraft: requests(
    "demand.submit",
    "/operation/demand?view=draft",
    () => ({ state: { in: ["draft", "returned"] } }),
    null,
  ),
} satisfies Record<string, WorkSource>;
