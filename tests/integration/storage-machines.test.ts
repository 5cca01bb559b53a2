import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moveDelivery } from "@/lib/operation/procurement/commands/move-delivery";
import { moveOrder } from "@/lib/operation/procurement/commands/order";
import { deliveryMachine } from "@/lib/operation/procurement/machine/delivery";
import { purchaseOrderMachine } from "@/lib/operation/procurement/machine/purchase-order";
import { moveAdjustment } from "@/lib/operation/storage/commands/adjust";
import { moveStocktake } from "@/lib/operation/storage/commands/stocktake";
import { adjustmentMachine } from "@/lib/operation/storage/machine/adjustment";
import { stocktakeMachine } from "@/lib/operation/storage/machine/stocktake";
import type { Actor } from "@/lib/platform/auth/actor";
import { reachOf } from "@/lib/platform/auth/permissions";
import { can } from "@/lib/platform/auth/reach";
import { disconnect } from "@/lib/platform/db/client";
import type { Role } from "@/lib/platform/db/generated/enums";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import type { Machine, Move } from "@/lib/platform/workflow/machine";
import { actorAs } from "../support/actors";
import { freshDatabase, type TestDatabase } from "../support/database";
import { AREAS, aSite, makeAreas, someGoods, stocked, unique } from "../support/world";

const ROLES: Role[] = [
  "commander",
  "procurementOfficer",
  "reserveOfficer",
  "transportDispatcher",
  "informationOfficer",
  "warehouseOperator",
  "driver",
  "communityWorker",
  "hospitalRequester",
  "supplierDesk",
  "auditor",
  "administrator",
];

let database: TestDatabase;
let siteId: string;
const actors = new Map<Role, Actor>();
let lot: Awaited<ReturnType<typeof stocked>>;
let partyId: string;
beforeAll(async () => {
  database = await freshDatabase();
  await makeAreas();
  const site = await aSite(AREAS.districtA);
  siteId = site.id;
  lot = await stocked(site, await someGoods(), 1000n);
  for (const role of ROLES) actors.set(role, await actorAs(role, { areaCode: AREAS.districtA, siteId: site.id }));
  partyId = randomUUID();
  await withConnection(database.ownerUrl, (client) =>
    client.query("INSERT INTO party (id, kind, name, area_code) VALUES ($1, 'supplier', $2, $3)", [
      partyId,
      unique("单位"),
      AREAS.districtA,
    ]),
  );
});
afterAll(async () => {
  await disconnect();
  await database.drop();
});

/**
 * Documents put straight into their states, triggers off: the matrix asks about moves, not about the way there.
 * @returns ids in the order of the states given
 */
async function documentsIn(table: string, states: readonly string[]): Promise<string[]> {
  const ids = states.map(() => randomUUID());
  const rows = states.map((state, i) => ({
    id: ids[i],
    state,
    site_id: siteId,
    area_code: AREAS.districtA,
    business_at: new Date(),
    ...(table === "purchase_order" || table === "delivery" ? { party_id: partyId } : {}),
    ...(table === "delivery" ? { kind: "donation" } : {}),
    ...(table === "stock_adjustment"
      ? { place_id: lot.shelf, lot_id: lot.lot.id, difference: -1, reason_code: "lost", reason: "测试" }
      : {}),
  }));
  const names = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => `(${Object.values(row).map(literal).join(", ")})`);
  await withConnection(database.adminUrl, (client) =>
    client.query(
      `SET session_replication_role = replica; INSERT INTO ${table} (${names.join(", ")}) VALUES ${values.join(", ")}`,
    ),
  );
  return ids;
}
const literal = (value: unknown) =>
  value instanceof Date ? `'${value.toISOString()}'` : typeof value === "number" ? String(value) : `'${String(value)}'`;

interface Subject {
  table: "purchase_order" | "delivery" | "stocktake" | "stock_adjustment";
  machine: Machine;
  /** Moves the plain command makes; the others have commands of their own. */
  moves: string[];
  run(actor: Actor, id: string, move: string): Promise<{ state: string }>;
}
const request = (id: string) => ({ id, version: 1, reason: "测试原因" });
const SUBJECTS: Subject[] = [
  {
    table: "purchase_order",
    machine: purchaseOrderMachine as unknown as Machine,
    moves: Object.entries(purchaseOrderMachine.moves as Record<string, Move>).flatMap(([name, move]) =>
      move.automatic ? [] : [name],
    ),
    run: (actor, id, move) => moveOrder(actor, { ...request(id), move: move as "submit" }),
  },
  {
    table: "delivery",
    machine: deliveryMachine as unknown as Machine,
    moves: ["arrive", "refuse", "reverse"],
    run: (actor, id, move) => moveDelivery(actor, { ...request(id), move: move as "arrive" }),
  },
  {
    table: "stocktake",
    machine: stocktakeMachine as unknown as Machine,
    moves: Object.keys(stocktakeMachine.moves),
    run: (actor, id, move) => moveStocktake(actor, { ...request(id), move: move as "approve" }),
  },
  {
    table: "stock_adjustment",
    machine: adjustmentMachine as unknown as Machine,
    moves: ["submit", "post", "reject"],
    run: (actor, id, move) => moveAdjustment(actor, { ...request(id), move: move as "submit" }),
  },
];

describe.each(SUBJECTS.map((subject) => [subject.machine.document, subject] as const))(
  "moves of %s",
  (_name, subject) => {
    it("happen for exactly the roles and states of the tables, and for nobody else", async () => {
      const cases = subject.moves.flatMap((name) =>
        subject.machine.states.flatMap((state) => ROLES.map((role) => ({ name, state, role }))),
      );
      const ids = await documentsIn(
        subject.table,
        cases.map(({ state }) => state),
      );
      for (const [i, { name, state, role }] of cases.entries()) {
        const move = subject.machine.moves[name] as Move;
        const actor = actors.get(role) as Actor;
        const where = `${name} from ${state} by ${role}`;
        const outcome = await subject.run(actor, ids[i] as string, name).then(
          (moved) => moved.state,
          (error: unknown) => error,
        );
        const may = can(actor, move.permission, { areaCode: AREAS.districtA, siteId });
        const reach = reachOf(move.permission, role);
        expect(may, where).toBe(reach !== null && reach !== "own");
        if (!may) expect(outcome, where).toBeInstanceOf(NotFound);
        else if (!move.from.includes(state)) expect(outcome, where).toBeInstanceOf(Refusal);
        else expect(outcome, where).toBe(move.to);
      }
    }, 600_000);
  },
);

describe("the database itself", () => {
  it.each(SUBJECTS.map((subject) => [subject.table, subject] as const))(
    "refuses every change of state of %s that is no edge of its machine",
    async (table, subject) => {
      const edges = new Set(
        Object.values(subject.machine.moves).flatMap((move) => move.from.map((from) => `${from} ${move.to}`)),
      );
      const changes = subject.machine.states.flatMap((from) =>
        subject.machine.states.filter((to) => to !== from).map((to) => ({ from, to })),
      );
      const ids = await documentsIn(
        table,
        changes.map(({ from }) => from),
      );
      await withConnection(database.ownerUrl, async (client) => {
        for (const [i, { from, to }] of changes.entries()) {
          const outcome = await client.query(`UPDATE ${table} SET state = $1 WHERE id = $2`, [to, ids[i]]).then(
            () => "done",
            (error: { code?: string }) => error.code,
          );
          expect(outcome, `${from} → ${to}`).toBe(edges.has(`${from} ${to}`) ? "done" : "CP003");
        }
      });
    },
  );
});
