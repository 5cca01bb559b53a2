import { beforeAll, describe, expect, it } from "vitest";
import { demandAccess } from "@/lib/operation/demand/commands/access";
import { PARTS } from "@/lib/operation/demand/commands/move";
import { demandMachine, type DemandMove, type DemandState, fulfilmentMachine } from "@/lib/operation/demand/machine";
import { BARE_MOVES } from "@/lib/operation/demand/schema";
import type { Actor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import { Role } from "@/lib/platform/db/generated/enums";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { moveWithin } from "@/lib/platform/workflow/run";
import { actorAs, setup } from "../support/actors";
import { aDemand, demandStage } from "../support/demand";
import { AREAS, someGoods } from "../support/world";

/** Who may make which move, written down a second time and by hand: the table in the code must say the same. */
const MAY: Record<DemandMove, readonly Role[]> = {
  submit: ["communityWorker", "hospitalRequester", "informationOfficer"],
  verify: ["informationOfficer"],
  approve: ["commander"],
  returnAtVerification: ["informationOfficer"],
  returnAtApproval: ["commander"],
  rejectAtVerification: ["informationOfficer"],
  rejectAtApproval: ["commander"],
  merge: ["informationOfficer"],
  unmergeSubmitted: ["informationOfficer"],
  unmergeVerified: ["informationOfficer"],
  unmergeApproved: ["informationOfficer"],
  withdraw: ["communityWorker", "hospitalRequester", "informationOfficer"],
  cancel: ["communityWorker", "hospitalRequester", "informationOfficer"],
};
/** From which states, likewise. */
const FROM: Record<DemandMove, readonly DemandState[]> = {
  submit: ["draft", "returned"],
  verify: ["submitted"],
  approve: ["verified"],
  returnAtVerification: ["submitted"],
  returnAtApproval: ["verified"],
  rejectAtVerification: ["submitted"],
  rejectAtApproval: ["verified"],
  merge: ["submitted", "verified", "approved"],
  unmergeSubmitted: ["merged"],
  unmergeVerified: ["merged"],
  unmergeApproved: ["merged"],
  withdraw: ["submitted", "verified"],
  cancel: ["draft", "returned", "submitted", "verified", "approved"],
};
const ROLES = Object.values(Role);
const MOVES = Object.keys(demandMachine.moves) as DemandMove[];

const { cast } = demandStage();
const actors = new Map<Role, Actor>();
const idOf = new Map<DemandState, string>();

/** Puts a new request into a state along the machine's own moves. */
async function brought(path: readonly DemandMove[], reason = "测试"): Promise<string> {
  const { id } = await aDemand(cast, { upTo: "draft" });
  await write(setup, async (db) => {
    for (const move of path)
      if (move === "merge") {
        const other = (await db.demandRequest.findFirst({ where: { id: { not: id } } }))?.id;
        const patch = {
          mergedIntoId: other,
          stateBeforeMerge: "submitted",
          mergeChanges: { added: [], changed: [], head: null },
        };
        await moveWithin(
          db,
          setup,
          demandAccess,
          move,
          { decide: () => ({ patch }) },
          { id, version: null, input: null },
        );
      } else {
        const part = move in PARTS ? PARTS[move as keyof typeof PARTS] : {};
        await moveWithin(db, setup, demandAccess, move, part, { id, version: null, reason, input: null });
      }
  });
  return id;
}

beforeAll(async () => {
  await someGoods();
  for (const role of ROLES)
    actors.set(role, await actorAs(role, { areaCode: AREAS.districtA, siteId: cast.hospital.id }));
  const paths: Record<DemandState, readonly DemandMove[]> = {
    draft: [],
    submitted: ["submit"],
    verified: ["submit", "verify"],
    approved: ["submit", "verify", "approve"],
    returned: ["submit", "returnAtVerification"],
    rejected: ["submit", "rejectAtVerification"],
    cancelled: ["cancel"],
    merged: ["submit", "merge"],
  };
  for (const state of demandMachine.states) idOf.set(state, await brought(paths[state]));
});

class Undone extends Error {}

/** Tries a move as a role and takes it back: what came of it, in one word. */
async function attempt(role: Role, state: DemandState, move: (typeof BARE_MOVES)[number]): Promise<string> {
  const actor = actors.get(role) as Actor;
  const request = { id: idOf.get(state) as string, version: null, reason: "测试", input: null };
  try {
    await write(actor, async (db) => {
      await moveWithin(db, actor, demandAccess, move, PARTS[move], request);
      throw new Undone();
    });
  } catch (error) {
    if (error instanceof Undone) return "done";
    if (error instanceof NotFound) return "not allowed";
    if (error instanceof Refusal) return error.reason.key;
    if (error instanceof Conflict || error instanceof BadInput) return error.kind;
    throw error;
  }
  throw new Error("unreachable");
}

describe("every move of a demand request", () => {
  it.each(ROLES)("is made by %s exactly from the states and with the permission the table grants", async (role) => {
    const wrong: string[] = [];
    for (const state of demandMachine.states)
      for (const move of BARE_MOVES) {
        const expected = !MAY[move].includes(role)
          ? "not allowed"
          : FROM[move].includes(state)
            ? "done"
            : "errors.notOfferedNow";
        const got = await attempt(role, state, move);
        if (got !== expected) wrong.push(`${state} ${move}: ${got}, expected ${expected}`);
      }
    expect(wrong).toEqual([]);
  });

  it("is offered as a button exactly where it may be made", () => {
    const place = { only: { areaCode: AREAS.districtA, siteId: cast.hospital.id } };
    for (const role of ROLES)
      for (const state of demandMachine.states) {
        const offered = offeredMoves(actors.get(role) as Actor, demandMachine, { state }, place).map(
          (move) => move.name,
        );
        expect(offered).toEqual(MOVES.filter((move) => MAY[move].includes(role) && FROM[move].includes(state)));
      }
  });

  it("outside the person's area or site is not allowed, whatever the role", () => {
    const elsewhere = { only: { areaCode: AREAS.districtB, siteId: "019b0000-0000-7000-8000-000000000001" } };
    for (const actor of actors.values())
      for (const state of demandMachine.states)
        expect(offeredMoves(actor, demandMachine, { state }, elsewhere)).toEqual([]);
  });
});

describe("the database", () => {
  it("refuses every change of state that is no edge, in both dimensions, and allows every one that is", async () => {
    const check = async (column: "state" | "fulfilment", machine: typeof demandMachine | typeof fulfilmentMachine) => {
      for (const from of machine.states)
        for (const to of machine.states) {
          if (from === to) continue;
          const edge = Object.values(machine.moves).some(
            (move) => (move.from as readonly string[]).includes(from) && move.to === to,
          );
          const changed = await write(setup, async (db) => {
            const { id } = await db.demandRequest.findFirstOrThrow({
              where: { state: column === "state" ? from : "approved" },
            });
            if (column === "fulfilment" && from !== "none")
              await db.demandRequest.update({ where: { id }, data: { fulfilment: from } });
            const merged =
              to === "merged"
                ? { mergedIntoId: await anotherThan(db, id) }
                : from === "merged"
                  ? { mergedIntoId: null }
                  : {};
            const data = { [column]: to, ...(column === "state" ? merged : {}) };
            await db.demandRequest.update({ where: { id }, data });
            throw new Undone();
          }).catch((error: unknown) => {
            if (error instanceof Undone) return true;
            if (error instanceof Conflict) return false;
            throw error;
          });
          expect({ column, from, to, changed }).toEqual({ column, from, to, changed: edge });
        }
    };
    await check("state", demandMachine);
    await check("fulfilment", fulfilmentMachine);
  });
});

/** Some other request, to be named as the survivor of a merge. */
async function anotherThan(db: Parameters<Parameters<typeof write>[1]>[0], id: string): Promise<string> {
  return (await db.demandRequest.findFirstOrThrow({ where: { id: { not: id } } })).id;
}
