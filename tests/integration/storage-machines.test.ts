import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery } from "@/lib/operation/procurement/commands/accept";
import { countDelivery } from "@/lib/operation/procurement/commands/count";
import { inspectDelivery } from "@/lib/operation/procurement/commands/inspect";
import { moveDelivery } from "@/lib/operation/procurement/commands/move-delivery";
import { moveOrder } from "@/lib/operation/procurement/commands/order";
import { deliveryMachine } from "@/lib/operation/procurement/machine/delivery";
import { purchaseOrderMachine } from "@/lib/operation/procurement/machine/purchase-order";
import { reviewDuplicate } from "@/lib/operation/procurement/commands/review-duplicate";
import { countDeliveryInput } from "@/lib/operation/procurement/schema/delivery";
import { dismissPack, resolvePack } from "@/lib/operation/storage/commands/pack";
import { packQueryMachine } from "@/lib/operation/storage/machine/pack-query";
import { moveAdjustment } from "@/lib/operation/storage/commands/adjust";
import { moveStocktake } from "@/lib/operation/storage/commands/stocktake";
import { adjustmentMachine } from "@/lib/operation/storage/machine/adjustment";
import { stocktakeMachine } from "@/lib/operation/storage/machine/stocktake";
import type { Actor } from "@/lib/platform/auth/actor";
import { reachOf } from "@/lib/platform/auth/permissions";
import { can } from "@/lib/platform/auth/reach";
import { read } from "@/lib/platform/db/access";
import { Role } from "@/lib/platform/db/generated/enums";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import type { Machine, Move } from "@/lib/platform/workflow/machine";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, someGoods, stocked, unique } from "../support/world";

const ROLES = Object.values(Role);

const database = ownDatabase();
let siteId: string;
const actors = new Map<Role, Actor>();
let lot: Awaited<ReturnType<typeof stocked>>;
let goodsId: string;
let partyId: string;
beforeAll(async () => {
  const site = await aSite(AREAS.districtA);
  siteId = site.id;
  const goods = await someGoods();
  goodsId = goods.id;
  lot = await stocked(site, goods, 1000n);
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

/**
 * Documents put straight into their states, triggers off: the matrix asks about moves, not about the way there.
 * @returns ids in the order of the states given
 */
async function documentsIn(
  table: string,
  states: readonly string[],
  { lines, columns = {} }: Pick<Subject, "lines" | "columns"> = {},
): Promise<string[]> {
  const ids = states.map(() => randomUUID());
  const rows = states.map((state, i) => ({
    id: ids[i],
    state,
    site_id: siteId,
    area_code: AREAS.districtA,
    ...columns,
    ...(table === "pack_query" ? { lot_id: ids[i], goods_id: goodsId, unit: "箱" } : { business_at: new Date() }),
    ...(table === "purchase_order" || table === "delivery" ? { party_id: partyId } : {}),
    ...(table === "delivery" ? { kind: "donation" } : {}),
    ...(table === "stock_adjustment"
      ? { place_id: lot.shelf, lot_id: lot.lot.id, difference: -1, reason_code: "lost", reason: "测试" }
      : {}),
  }));
  await insert(table, rows);
  // Every query asks about a lot of its own.
  if (table === "pack_query")
    await insert(
      "lot",
      ids.map((id) => ({ id, goods_id: goodsId, unit: "箱" })),
    );
  if (lines) {
    const ofDocument = ids.map((id) => ({
      id: randomUUID(),
      delivery_id: id,
      area_code: AREAS.districtA,
      position: 0,
      goods_id: goodsId,
      unit: "只",
      base_units_per_unit: 1,
      counted: lines.counted,
    }));
    await insert("delivery_line", ofDocument);
    await insert(
      "inspection_split",
      ofDocument.flatMap(({ id }) =>
        lines.splits.map(({ quantity, disposition }) => ({
          line_id: id,
          area_code: AREAS.districtA,
          quantity,
          condition: "good",
          disposition,
        })),
      ),
    );
  }
  return ids;
}
async function insert(table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => `(${Object.values(row).map(literal).join(", ")})`);
  await withConnection(database.adminUrl, (client) =>
    client.query(
      `SET session_replication_role = replica; INSERT INTO ${table} (${names.join(", ")}) VALUES ${values.join(", ")}`,
    ),
  );
}
const literal = (value: unknown) =>
  value instanceof Date ? `'${value.toISOString()}'` : typeof value === "number" ? String(value) : `'${String(value)}'`;

/** A line as inspection left it. */
interface InspectedLine {
  counted: number;
  splits: { quantity: number; disposition: "accept" | "quarantine" }[];
}
interface Subject {
  table: "purchase_order" | "delivery" | "stocktake" | "stock_adjustment" | "pack_query";
  /** Named when one table is asked several times over. */
  name?: string;
  /** What lines the documents have, where a move looks at them. */
  lines?: InspectedLine;
  /** Further columns the documents have. */
  columns?: Record<string, string>;
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
    table: "delivery",
    name: "delivery, counted",
    machine: deliveryMachine as unknown as Machine,
    moves: ["count"],
    run: (actor, id) =>
      countDelivery(actor, countDeliveryInput.parse({ id, version: 1, extra: [{ goodsId, unit: "只", counted: 3 }] })),
  },
  {
    table: "delivery",
    name: "delivery, inspected",
    machine: deliveryMachine as unknown as Machine,
    moves: ["inspect"],
    run: (actor, id) => inspectDelivery(actor, { id, version: 1, lines: [] }),
  },
  ...(
    [
      ["accept", [{ quantity: 2, disposition: "accept" }]],
      [
        "acceptPart",
        [
          { quantity: 1, disposition: "accept" },
          { quantity: 1, disposition: "quarantine" },
        ],
      ],
      ["rejectAll", [{ quantity: 2, disposition: "quarantine" }]],
    ] as const
  ).map(
    ([move, splits]): Subject => ({
      table: "delivery",
      name: `delivery, concluded by ${move}`,
      machine: deliveryMachine as unknown as Machine,
      lines: { counted: 2, splits: [...splits] },
      moves: [move],
      run: (actor, id) => acceptDelivery(actor, { id, version: 1 }),
    }),
  ),
  {
    table: "delivery",
    name: "delivery, found to repeat another",
    machine: deliveryMachine as unknown as Machine,
    columns: { duplicate_state: "suspected" },
    moves: ["confirmDuplicate"],
    run: async (actor, id) => {
      const verdict = { id, version: 1, verdict: "duplicate" as const, reason: "与另一单相同" };
      await reviewDuplicate(actor, verdict);
      return { state: (await read(setup, (db) => db.delivery.findUniqueOrThrow({ where: { id } }))).state };
    },
  },
  {
    table: "pack_query",
    machine: packQueryMachine as unknown as Machine,
    moves: ["resolve", "dismiss"],
    run: (actor, id, move) =>
      move === "resolve"
        ? resolvePack(actor, { id, version: 1, baseUnits: 50n, reason: "开箱清点" })
        : dismissPack(actor, { id, version: 1, move: "dismiss", reason: "已整箱发出" }),
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
    moves: Object.keys(adjustmentMachine.moves),
    run: (actor, id, move) => moveAdjustment(actor, { ...request(id), move: move as "submit" }),
  },
];

describe.each(SUBJECTS.map((subject) => [subject.name ?? subject.machine.document, subject] as const))(
  "moves of %s",
  (_name, subject) => {
    it("happen for exactly the roles and states of the tables, and for nobody else", async () => {
      const cases = subject.moves.flatMap((name) =>
        subject.machine.states.flatMap((state) => ROLES.map((role) => ({ name, state, role }))),
      );
      const ids = await documentsIn(
        subject.table,
        cases.map(({ state }) => state),
        subject,
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
  const tables = SUBJECTS.filter((subject, i) => SUBJECTS.findIndex((other) => other.table === subject.table) === i);
  it.each(tables.map((subject) => [subject.table, subject] as const))(
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
