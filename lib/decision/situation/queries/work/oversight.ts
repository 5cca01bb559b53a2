import { PLAN_PLACE } from "@/lib/decision/allocation/commands/access";
import { caseVisible } from "@/lib/operation/distribution/discrepancy/commands/access";
import type { Permission } from "@/lib/platform/auth/permissions";
import { visible } from "@/lib/platform/auth/reach";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { type Asking, GOODS_NAME, goodsName, type WorkSource } from "./source";

/** Plans in some state, oldest first. */
function plans(
  permission: Permission,
  listHref: string,
  which: (asking: Asking) => Prisma.AllocationPlanWhereInput,
): WorkSource {
  const where = (asking: Asking): Prisma.AllocationPlanWhereInput => ({
    AND: [visible(asking.actor, permission, PLAN_PLACE), which(asking)],
  });
  return {
    permission,
    listHref,
    count: (asking, take) => asking.db.allocationPlan.count({ where: where(asking), take }),
    rows: async (asking, take) => {
      const rows = await asking.db.allocationPlan.findMany({
        where: where(asking),
        orderBy: { id: "asc" },
        take,
        select: { id: true, number: true, name: true, businessAt: true, _count: { select: { lines: true } } },
      });
      return rows.map((row) => ({
        key: row.id,
        title: row.name ? `${row.number} ${row.name}` : row.number,
        places: [],
        goods: null,
        lines: row._count.lines,
        priority: null,
        dueAt: null,
        since: row.businessAt,
        href: `/decision/plans/${row.id}`,
        simulated: false,
      }));
    },
  };
}

/** Cases that are not resolved, the first to run out of time on top. */
function cases(permission: Permission, listHref: string, overdue: boolean): WorkSource {
  const where = ({ actor, now }: Asking): Prisma.DiscrepancyWhereInput => ({
    AND: [
      permission === "discrepancy.read"
        ? caseVisible(actor)
        : visible(actor, permission, { area: ["fromAreaCode", "toAreaCode"], owner: ["ownerId"] }),
      { state: { not: "resolved" } },
      overdue ? { dueAt: { lt: now } } : {},
    ],
  });
  return {
    permission,
    listHref,
    count: (asking, take) => asking.db.discrepancy.count({ where: where(asking), take }),
    rows: async (asking, take) => {
      const rows = await asking.db.discrepancy.findMany({
        where: where(asking),
        orderBy: [{ dueAt: "asc" }, { id: "asc" }],
        take,
        include: { goods: GOODS_NAME },
      });
      return rows.map((row) => ({
        key: row.id,
        title: row.number,
        places: [],
        goods: goodsName(row.goods),
        lines: 1,
        priority: null,
        dueAt: row.dueAt,
        since: row.businessAt,
        href: `/operation/discrepancies/${row.id}`,
        simulated: false,
      }));
    },
  };
}

const teachAlias: WorkSource = {
  permission: "alias.teach",
  listHref: "/management/aliases",
  count: ({ db }, take) => db.aliasQuery.count({ where: { state: "open" }, take }),
  rows: async ({ db }, take) => {
    const rows = await db.aliasQuery.findMany({
      where: { state: "open" },
      orderBy: [{ occurrences: "desc" }, { id: "asc" }],
      take,
    });
    return rows.map((row) => ({
      key: row.id,
      title: row.original,
      places: [],
      goods: null,
      lines: row.occurrences,
      priority: "routine" as const,
      dueAt: null,
      since: row.createdAt,
      href: "/management/aliases",
      simulated: false,
    }));
  },
};

/** The newest check of balances against the ledger, when it found something. */
const failed = async ({ db }: Asking) => {
  const newest = await db.balanceCheck.findFirst({ where: { finishedAt: { not: null } }, orderBy: { id: "desc" } });
  return newest && newest.mismatchCount > 0 ? newest : null;
};
const failedCheck: WorkSource = {
  permission: "stock.checkBalances",
  listHref: "/management/checks",
  count: async (asking) => ((await failed(asking)) ? 1 : 0),
  rows: async (asking) => {
    const check = await failed(asking);
    if (!check) return [];
    return [
      {
        key: check.id,
        title: String(check.mismatchCount),
        places: [],
        goods: null,
        lines: check.mismatchCount,
        priority: "lifeSaving",
        dueAt: null,
        since: check.startedAt,
        href: "/management/checks",
        simulated: false,
      },
    ];
  },
};

const invited = ({ actor }: Asking): Prisma.PersonWhereInput => ({
  AND: [visible(actor, "person.manage", { area: ["areaCode"] }), { status: "invited" }],
});
const pendingInvitation: WorkSource = {
  permission: "person.manage",
  listHref: "/management/people?status=invited",
  count: (asking, take) => asking.db.person.count({ where: invited(asking), take }),
  rows: async (asking, take) => {
    const rows = await asking.db.person.findMany({ where: invited(asking), orderBy: { id: "asc" }, take });
    return rows.map((row) => ({
      key: row.id,
      title: row.username,
      places: [{ name: row.name, nameEn: row.nameEn }],
      goods: null,
      lines: 1,
      priority: "routine" as const,
      dueAt: row.inviteExpiresAt,
      since: row.createdAt,
      href: `/management/people/${row.id}`,
      simulated: row.simulated,
    }));
  },
};

export const oversightSources = {
  approvePlan: plans("plan.approve", "/decision/plans?state=submitted", ({ actor }) => ({
    state: "submitted",
    AND: [
      { OR: [{ submittedById: null }, { submittedById: { not: actor.personId } }] },
      { OR: [{ createdById: null }, { createdById: { not: actor.personId } }] },
    ],
  })),
  adoptPlan: plans("plan.adopt", "/decision/plans?state=approved", () => ({
    state: { in: ["approved", "partlyAdopted"] },
  })),
  submitPlan: plans("plan.submit", "/decision/plans?state=computed", ({ actor }) => ({
    state: "computed",
    createdById: actor.personId,
  })),
  overdueDiscrepancy: cases("discrepancy.read", "/operation/discrepancies?state=overdue", true),
  resolveDiscrepancy: cases("discrepancy.resolve", "/operation/discrepancies", false),
  teachAlias,
  failedCheck,
  pendingInvitation,
} satisfies Record<string, WorkSource>;
