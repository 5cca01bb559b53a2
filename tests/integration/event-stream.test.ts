import pg from "pg";
import { afterEach, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/api/events/route";
import { endAssignment } from "@/lib/management/people/commands/assignment";
import { changePassword } from "@/lib/management/people/commands/own-account";
import { disablePerson } from "@/lib/management/people/commands/standing";
import type { Actor } from "@/lib/platform/auth/actor";
import { hashPassword } from "@/lib/platform/auth/password";
import { read, write } from "@/lib/platform/db/access";
import { publish } from "@/lib/platform/events/publish";
import { newestSettled, readCursor, settledEvents } from "@/lib/platform/events/stream";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, unique } from "../support/world";

/** Who the session cookie of a request stands for. */
const session: { current: { personId: string | null; sessionVersion: number } | null } = { current: null };
vi.mock("next-auth", () => ({ getServerSession: async () => session.current }));

/** What is settled waits for every transaction of the server, those of other databases too. */
const PATIENCE_MS = 20_000;
const database = ownDatabase();

const leaving: AbortController[] = [];
afterEach(() => {
  for (const one of leaving.splice(0)) one.abort();
});

/** What a browser of this person hears: every event as it came, and whether the stream has ended. */
async function listening(actor: Actor, lastEventId?: string) {
  const { sessionVersion } = await read(setup, (db) =>
    db.person.findUniqueOrThrow({ where: { id: actor.personId ?? "" } }),
  );
  session.current = { personId: actor.personId, sessionVersion };
  const leave = new AbortController();
  leaving.push(leave);
  const response = await GET(
    new Request("http://localhost/api/events", {
      signal: leave.signal,
      headers: lastEventId ? { "last-event-id": lastEventId } : {},
    }),
  );
  const heard = { status: response.status, text: "", ended: false };
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) break;
      heard.text += value;
    }
    heard.ended = true;
  })();
  // Where it stands is settled by then, so that what a test does next is new to it.
  await new Promise((resolve) => setTimeout(resolve, 300));
  return heard;
}
const told = (text: string) => [...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? ""));

const happens = (areaCode: string, documentNumber: string, documentKind: "shipment" | "lot" = "shipment") =>
  write(setup, (db) =>
    publish(db, setup, {
      type: `${documentKind}.noted`,
      documentKind,
      documentId: null,
      documentNumber,
      areaCode,
      payload: { facts: {} },
    }),
  );

describe("the stream of events", () => {
  it("loses nothing to the order of ids: who began later and ended first does not hide a smaller id", async () => {
    const [early, late] = [
      new pg.Client({ connectionString: database.adminUrl }),
      new pg.Client({ connectionString: database.adminUrl }),
    ];
    await Promise.all([early.connect(), late.connect()]);
    const insert = `INSERT INTO event (type, document_kind, area_code, actor_name, business_at) VALUES ('site.noted', 'site', '', 'test', now()) RETURNING id`;
    const start = await read(setup, newestSettled);
    await early.query("BEGIN");
    await early.query("SELECT pg_current_xact_id()");
    await late.query("BEGIN");
    await late.query("SELECT pg_current_xact_id()");
    const smaller = (await late.query<{ id: string }>(insert)).rows[0]?.id;
    const greater = (await early.query<{ id: string }>(insert)).rows[0]?.id;
    await early.query("COMMIT");
    const first = await vi.waitFor(async () => {
      const found = await read(setup, (db) => settledEvents(db, start, 100));
      expect(found.map((event) => String(event.id))).toEqual([greater]);
      return found;
    }, PATIENCE_MS);
    await late.query("COMMIT");
    await Promise.all([early.end(), late.end()]);
    const [last] = first;
    if (!last) throw new Error("nothing settled");
    await vi.waitFor(async () => {
      const second = await read(setup, (db) => settledEvents(db, last, 100));
      expect(second.map((event) => String(event.id))).toEqual([smaller]);
    }, PATIENCE_MS);
  });

  it("tells of the own area with number and name, and of another's nothing at all", async () => {
    const heard = await listening(await actorAs("transportDispatcher", { areaCode: AREAS.districtA }));
    const [ours, theirs] = [unique("YD"), unique("YD")];
    await happens(AREAS.districtB, theirs);
    await happens(AREAS.communityA, ours);
    await vi.waitFor(() => expect(heard.text).toContain(ours), PATIENCE_MS);
    expect(heard.text).not.toContain(theirs);
    expect(told(heard.text)).toHaveLength(1);
  });

  it("tells who works at one site that something in the area changed, and neither what nor who", async () => {
    const site = await aSite(AREAS.districtA);
    const heard = await listening(await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: site.id }));
    const [near, far] = [unique("YD"), unique("YD")];
    await happens(AREAS.districtA, near);
    await happens(AREAS.districtB, far);
    await vi.waitFor(() => expect(told(heard.text)).toEqual([{}]), PATIENCE_MS);
    expect(heard.text).not.toContain(near);
  });

  it("taken up again with Last-Event-ID tells what was missed, once, and then goes on", async () => {
    const actor = await actorAs("transportDispatcher", { areaCode: AREAS.districtA });
    const before = await listening(actor);
    const [first, second, third] = [unique("YD"), unique("YD"), unique("YD")];
    await happens(AREAS.districtA, first);
    await vi.waitFor(() => expect(before.text).toContain(first), PATIENCE_MS);
    const lastEventId = /^id: (.*)$/m.exec(before.text)?.[1] ?? "";
    expect(readCursor(lastEventId)).not.toBeNull();
    for (const one of leaving.splice(0)) one.abort();
    await happens(AREAS.districtA, second);
    await happens(AREAS.districtB, unique("YD"));
    const after = await listening(actor, lastEventId);
    await vi.waitFor(() => expect(after.text).toContain(second), PATIENCE_MS);
    await happens(AREAS.districtA, third);
    await vi.waitFor(() => expect(after.text).toContain(third), PATIENCE_MS);
    expect(told(after.text).map((event) => event.documentNumber)).toEqual([second, third]);
  });

  it("taken up with an id that is none begins anew", async () => {
    const heard = await listening(await actorAs("auditor", { areaCode: AREAS.districtA }), "0 OR 1=1");
    expect(heard).toMatchObject({ status: 200, ended: false });
  });

  it("ends at once when the person is disabled or changes the password", async () => {
    const administrator = await actorAs("administrator", { areaCode: AREAS.city });
    const [one, other] = [
      await actorAs("auditor", { areaCode: AREAS.districtA }),
      await actorAs("auditor", { areaCode: AREAS.districtA }),
    ];
    const password = "a long password";
    const passwordHash = await hashPassword(password);
    await write(setup, (db) => db.person.update({ where: { id: other.personId ?? "" }, data: { passwordHash } }));
    const [disabled, changed] = [await listening(one), await listening(other)];
    await disablePerson(administrator, { personId: one.personId ?? "", reason: "测试" });
    await changePassword(other, { current: password, next: "another password", again: "another password" });
    await vi.waitFor(() => expect([disabled.ended, changed.ended]).toEqual([true, true]), PATIENCE_MS);
  });

  it("tells no more of an area whose assignment has ended", async () => {
    const administrator = await actorAs("administrator", { areaCode: AREAS.city });
    const actor = await actorAs("transportDispatcher", { areaCode: AREAS.districtA });
    const heard = await listening(actor);
    const assignment = await read(setup, (db) =>
      db.assignment.findFirstOrThrow({ where: { personId: actor.personId ?? "" } }),
    );
    await endAssignment(administrator, { assignmentId: assignment.id, reason: "调离" });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const later = unique("YD");
    await happens(AREAS.districtA, later);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(heard.text).not.toContain(later);
  });

  it("is not opened for nobody", async () => {
    session.current = null;
    expect((await GET(new Request("http://localhost/api/events"))).status).toBe(401);
  });

  it("reads its next events by an index, also under row-level security", async () => {
    const plan = await read(setup, async (db) => {
      await db.$executeRaw`SET LOCAL enable_seqscan = off`;
      return db.$queryRaw<{ "QUERY PLAN": string }[]>`EXPLAIN SELECT id FROM event
        WHERE (xid, id) > ('5'::xid8, 5::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY event.xid, id LIMIT 500`;
    });
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(/Index Cond: .*ROW\(xid, id\) > ROW/);
  });
});
