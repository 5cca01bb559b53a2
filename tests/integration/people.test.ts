import { beforeAll, describe, expect, it } from "vitest";
import { endAssignment, grantAssignment } from "@/lib/management/people/commands/assignment";
import { acceptInvitation, inviteAgain, invitePerson } from "@/lib/management/people/commands/invite";
import { changePassword, endOwnSessions } from "@/lib/management/people/commands/own-account";
import { disablePerson, enablePerson } from "@/lib/management/people/commands/standing";
import { getPerson, invitedPerson, listAudit, listPeople } from "@/lib/management/people/queries";
import { type Actor, brandActor } from "@/lib/platform/auth/actor";
import { passwordMatches } from "@/lib/platform/auth/password";
import { clearFailures, countFailure, pausedForSeconds } from "@/lib/platform/auth/throttle";
import { read, write } from "@/lib/platform/db/access";
import { client } from "@/lib/platform/db/client";
import { eventNames, whoDid } from "@/lib/platform/events/names";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, unique } from "../support/world";

ownDatabase();
let administrator: Actor;
beforeAll(async () => {
  administrator = await actorAs("administrator", { areaCode: AREAS.districtA });
});

const reason = "测试";
const invitation = (fields: object = {}) => ({
  username: unique("p"),
  name: "测试人员",
  role: "communityWorker" as const,
  areaCode: AREAS.communityA,
  ...fields,
});
const rowOf = (id: string) =>
  read(setup, (db) => db.person.findUniqueOrThrow({ where: { id }, include: { assignments: true } }));

async function active() {
  const { id, token } = await invitePerson(administrator, invitation());
  await acceptInvitation({ token, next: "a long password", again: "a long password" });
  return id;
}

describe("people", () => {
  it("are invited with an assignment, set their own password once, and the token is stored as a hash only", async () => {
    const { id, token } = await invitePerson(administrator, invitation());
    expect((await rowOf(id)).inviteTokenHash).not.toContain(token);
    expect(await invitedPerson(token)).toMatchObject({ name: "测试人员" });
    await acceptInvitation({ token, next: "a long password", again: "a long password" });
    const person = await rowOf(id);
    expect(person.status).toBe("active");
    expect(await passwordMatches(person.passwordHash, "a long password")).toBe(true);
    expect(person.passwordHash).toMatch(/^\$argon2id\$/);
    await expect(
      acceptInvitation({ token, next: "another password", again: "another password" }),
    ).rejects.toBeInstanceOf(Refusal);
    expect(await invitedPerson(token)).toBeNull();
  });

  it("cannot be invited outside the administrator's area, nor under a name that is taken", async () => {
    await expect(invitePerson(administrator, invitation({ areaCode: AREAS.districtB }))).rejects.toBeInstanceOf(
      NotFound,
    );
    const first = invitation();
    await invitePerson(administrator, first);
    await expect(invitePerson(administrator, first)).rejects.toBeInstanceOf(Conflict);
  });

  it("who work at a site need the site, and reach its area", async () => {
    await expect(invitePerson(administrator, invitation({ role: "warehouseOperator" }))).rejects.toBeInstanceOf(
      BadInput,
    );
    const site = await aSite(AREAS.districtA);
    const { id } = await invitePerson(
      administrator,
      invitation({ role: "warehouseOperator", siteId: site.id, areaCode: AREAS.city }),
    );
    expect((await rowOf(id)).assignments[0]).toMatchObject({ siteId: site.id, areaCode: AREAS.districtA });
  });

  it("disabled lose every session at once and come back with the next version", async () => {
    const id = await active();
    const before = (await rowOf(id)).sessionVersion;
    await disablePerson(administrator, { personId: id, reason });
    expect(await rowOf(id)).toMatchObject({ status: "disabled", sessionVersion: before + 1 });
    await expect(disablePerson(administrator, { personId: id, reason })).rejects.toBeInstanceOf(Refusal);
    await enablePerson(administrator, { personId: id, reason });
    expect(await rowOf(id)).toMatchObject({ status: "active", sessionVersion: before + 2 });
  });

  it("invited again have no password until they set one", async () => {
    const id = await active();
    const { token } = await inviteAgain(administrator, { personId: id, reason });
    expect(await rowOf(id)).toMatchObject({ status: "invited", passwordHash: null });
    await acceptInvitation({ token, next: "yet another one", again: "yet another one" });
    expect((await rowOf(id)).status).toBe("active");
  });

  it("change their own password only with the old one, and every session ends", async () => {
    const id = await active();
    const person = await rowOf(id);
    const self = brandActor({
      personId: id,
      name: person.name,
      username: person.username,
      system: false,
      assignments: [],
    });
    await expect(
      changePassword(self, { current: "wrong password", next: "new password 1", again: "new password 1" }),
    ).rejects.toBeInstanceOf(BadInput);
    await changePassword(self, { current: "a long password", next: "new password 1", again: "new password 1" });
    await endOwnSessions(self);
    expect((await rowOf(id)).sessionVersion).toBe(person.sessionVersion + 2);
  });

  it("get and lose assignments inside the administrator's area, never twice the same", async () => {
    const id = await active();
    const granted = await grantAssignment(administrator, {
      personId: id,
      role: "informationOfficer",
      areaCode: AREAS.districtA,
    });
    await expect(
      grantAssignment(administrator, { personId: id, role: "informationOfficer", areaCode: AREAS.districtA }),
    ).rejects.toBeInstanceOf(Refusal);
    await expect(
      grantAssignment(administrator, { personId: id, role: "commander", areaCode: AREAS.city }),
    ).rejects.toBeInstanceOf(NotFound);
    await endAssignment(administrator, { assignmentId: granted.id, reason });
    expect((await getPerson(administrator, id)).assignments.map((one) => one.role)).toEqual(["communityWorker"]);
  });

  it("an administrator can neither change themself nor people of another area, and others cannot look", async () => {
    await expect(
      disablePerson(administrator, { personId: administrator.personId ?? "", reason }),
    ).rejects.toBeInstanceOf(Refusal);
    const other = await actorAs("administrator", { areaCode: AREAS.districtB });
    const id = await active();
    await expect(disablePerson(other, { personId: id, reason })).rejects.toBeInstanceOf(NotFound);
    await expect(getPerson(other, id)).rejects.toBeInstanceOf(NotFound);
    const worker = await actorAs("communityWorker", { areaCode: AREAS.communityA });
    expect(() => listPeople(worker, {}, {})).toThrow(NotFound);
  });

  it("every change is in the audit trail with its reason", async () => {
    const id = await active();
    await disablePerson(administrator, { personId: id, reason: "调离岗位" });
    const auditor = await actorAs("auditor", { areaCode: AREAS.city });
    const { rows } = await listAudit(auditor, { kind: "person" }, {});
    expect(rows.find((row) => row.documentId === id && row.type === "person.edited")?.payload).toMatchObject({
      reason: "调离岗位",
      changes: { status: { before: "active", after: "disabled" } },
    });
  });
});

describe("an administrator of a district", () => {
  it("cannot take over, disable or enable an account that holds more elsewhere, though its home is the district", async () => {
    const above = await actorAs("administrator", { areaCode: AREAS.city });
    const id = await active();
    await grantAssignment(above, { personId: id, role: "commander", areaCode: AREAS.city });
    for (const attempt of [inviteAgain, disablePerson, enablePerson])
      await expect(attempt(administrator, { personId: id, reason })).rejects.toMatchObject({
        reason: { key: "people.errors.heldElsewhere" },
      });
    expect((await rowOf(id)).passwordHash).not.toBeNull();
    await disablePerson(above, { personId: id, reason });
    await expect(enablePerson(administrator, { personId: id, reason })).rejects.toBeInstanceOf(Refusal);
  });

  it("cannot end an assignment held outside it, and what one person may hold is counted over all areas", async () => {
    const above = await actorAs("administrator", { areaCode: AREAS.city });
    const id = await active();
    const wide = await grantAssignment(above, { personId: id, role: "auditor", areaCode: AREAS.districtB });
    await expect(endAssignment(administrator, { assignmentId: wide.id, reason })).rejects.toBeInstanceOf(NotFound);
    await expect(
      grantAssignment(administrator, { personId: id, role: "auditor", areaCode: AREAS.districtB }),
    ).rejects.toBeInstanceOf(NotFound);
  });

  it("who is disabled or has lost the assignment meanwhile manages nobody, so two who disable each other leave one", async () => {
    const [one, other] = [
      await actorAs("administrator", { areaCode: AREAS.districtB }),
      await actorAs("administrator", { areaCode: AREAS.districtB }),
    ];
    const outcomes = await Promise.allSettled([
      disablePerson(one, { personId: other.personId ?? "", reason }),
      disablePerson(other, { personId: one.personId ?? "", reason }),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    const left = [await rowOf(one.personId ?? ""), await rowOf(other.personId ?? "")].map((row) => row.status);
    expect(left.sort()).toEqual(["active", "disabled"]);
  });
});

describe("an invitation", () => {
  it("handed out before somebody was disabled is worth nothing when they are let in again", async () => {
    const { id, token } = await invitePerson(administrator, invitation());
    await disablePerson(administrator, { personId: id, reason });
    await enablePerson(administrator, { personId: id, reason });
    expect(await invitedPerson(token)).toBeNull();
    await expect(acceptInvitation({ token, next: "a long password", again: "a long password" })).rejects.toBeInstanceOf(
      Refusal,
    );
  });

  it("that runs out is worth nothing, and a new one ends the old", async () => {
    const { id, token } = await invitePerson(administrator, invitation());
    const { token: next } = await inviteAgain(administrator, { personId: id, reason });
    expect(await invitedPerson(token)).toBeNull();
    await write(setup, (db) =>
      db.person.update({ where: { id }, data: { inviteExpiresAt: new Date(Date.now() - 1) } }),
    );
    await expect(
      acceptInvitation({ token: next, next: "a long password", again: "a long password" }),
    ).rejects.toBeInstanceOf(Refusal);
  });

  it("accepted twice at once sets one password, and its acceptance is in the audit trail", async () => {
    const { id, token } = await invitePerson(administrator, invitation());
    const outcomes = await Promise.allSettled(
      ["first password", "second password"].map((next) => acceptInvitation({ token, next, again: next })),
    );
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    const auditor = await actorAs("auditor", { areaCode: AREAS.districtA });
    const trail = await listAudit(auditor, { kind: "person" }, {});
    expect(trail.rows.filter((row) => row.documentId === id).map((row) => row.payload)).toContainEqual({
      facts: { invitationAccepted: true },
    });
  });
});

describe("the audit trail", () => {
  it("calls people, areas and sites by their names in the reader's language, also people above the reader's area, and is searched by either name", async () => {
    const officer = await actorAs("administrator", { areaCode: AREAS.city }, "王管理员");
    const nameEn = unique("Officer");
    await write(setup, (db) => db.person.update({ where: { id: officer.personId ?? "" }, data: { nameEn } }));
    const site = await aSite(AREAS.communityA);
    const { id } = await invitePerson(officer, invitation({ role: "warehouseOperator", siteId: site.id }));
    const below = await actorAs("auditor", { areaCode: AREAS.districtA });
    const { rows } = await listAudit(below, { kind: "person" }, {});
    const invited = rows.filter((row) => row.documentId === id);
    const names = await eventNames(below, invited);
    expect(names.get(site.id)).toMatchObject({ name: site.name, nameEn: null });
    expect(names.get(AREAS.communityA)).toMatchObject({ name: "桃源社区" });
    const [first] = invited;
    if (!first) throw new Error("no event of the invitation");
    expect(whoDid(first, names, "en")).toBe(nameEn);
    expect(whoDid(first, names, "zh-CN")).toBe("王管理员");

    const above = await actorAs("auditor", { areaCode: AREAS.city });
    for (const person of [nameEn.toLowerCase(), "王管理员"]) {
      const found = await listAudit(above, { person }, {});
      expect(found.rows.map((row) => row.documentId)).toContain(id);
      expect(found.rows.every((row) => row.actorId === officer.personId)).toBe(true);
    }
  });
});

describe("guessing passwords", () => {
  it("pauses the guessing address after five tries, and the owner elsewhere not at all", async () => {
    const name = unique("victim");
    for (let i = 0; i < 5; i++) await countFailure(name, "198.51.100.7");
    expect(await pausedForSeconds(name, "198.51.100.7")).toBeGreaterThan(200);
    expect(await pausedForSeconds(name, "203.0.113.9")).toBe(0);
  });

  it("from many addresses pauses a name for a minute at most, so that a stranger cannot keep its owner out", async () => {
    const name = unique("victim");
    await Promise.all(Array.from({ length: 40 }, (_, i) => countFailure(name, `198.51.100.${i}`)));
    expect(await pausedForSeconds(name, "203.0.113.9")).toBe(0);
    const pause = await pausedForSeconds(name, "198.51.100.39");
    expect(pause).toBeGreaterThan(0);
    expect(pause).toBeLessThanOrEqual(60);
  });

  it("counts parallel tries one by one, and a right password clears the pair", async () => {
    const name = unique("victim");
    await Promise.all(Array.from({ length: 12 }, () => countFailure(name, "192.0.2.1")));
    const row = await client().signInThrottle.findUniqueOrThrow({ where: { key: `pair:${name}|192.0.2.1` } });
    expect(row.failures).toBe(12);
    await clearFailures(name, "192.0.2.1");
    expect(await pausedForSeconds(name, "192.0.2.1")).toBe(0);
  });
});
