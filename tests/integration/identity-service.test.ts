import { beforeAll, describe, expect, it } from "vitest";
import { acceptInvitation, invitePerson } from "@/lib/management/people/commands/invite";
import { disablePerson } from "@/lib/management/people/commands/standing";
import { type Actor, systemActor } from "@/lib/platform/auth/actor";
import { personOfIdentity } from "@/lib/platform/auth/identity-service";
import { read, write } from "@/lib/platform/db/access";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, unique } from "../support/world";

ownDatabase();
let administrator: Actor;
beforeAll(async () => {
  administrator = await actorAs("administrator", { areaCode: AREAS.districtA });
});

async function invited() {
  const username = unique("visitor");
  const { id, token } = await invitePerson(administrator, {
    username,
    name: "访客（模拟）",
    role: "communityWorker",
    areaCode: AREAS.communityA,
  });
  return { id, token, username, identity: { sub: `subject of ${username}`, preferred_username: username } };
}

describe("an identity service", () => {
  it("signs nobody in who was not invited", async () => {
    expect(await personOfIdentity({ sub: "a stranger", preferred_username: "stranger" })).toBeNull();
    expect(await personOfIdentity({ sub: "nameless" })).toBeNull();
  });

  it("takes up an open invitation once, whatever the case of its name, and is remembered by its subject", async () => {
    const { id, token, identity } = await invited();
    const first = await personOfIdentity({
      ...identity,
      preferred_username: identity.preferred_username.toUpperCase(),
    });
    expect(first).toMatchObject({ id, status: "active" });
    // Renamed at the service: the subject counts.
    expect(await personOfIdentity({ ...identity, preferred_username: "renamed" })).toMatchObject({ id });
    await expect(acceptInvitation({ token, next: "a long password", again: "a long password" })).rejects.toThrow();
    const noted = await read(systemActor("test"), (db) =>
      db.event.count({ where: { documentId: id, type: "person.noted" } }),
    );
    expect(noted).toBe(1);
  });

  it("gives one invitation to one of two subjects that come at once", async () => {
    const { username } = await invited();
    const both = await Promise.all(
      ["one", "two"].map((sub) => personOfIdentity({ sub: `${sub} of ${username}`, preferred_username: username })),
    );
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  it("never takes over an account that has a password", async () => {
    const { token, identity } = await invited();
    await acceptInvitation({ token, next: "a long password", again: "a long password" });
    expect(await personOfIdentity(identity)).toBeNull();
  });

  it("lets an invitation run out and keeps a disabled person out", async () => {
    const late = await invited();
    await write(setup, (db) => db.person.update({ where: { id: late.id }, data: { inviteExpiresAt: new Date(0) } }));
    expect(await personOfIdentity(late.identity)).toBeNull();
    const { id, identity } = await invited();
    await personOfIdentity(identity);
    await disablePerson(administrator, { personId: id, reason: "测试" });
    expect(await personOfIdentity(identity)).toBeNull();
  });
});
