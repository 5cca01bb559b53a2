import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { GET as getIndex, POST as postIndex } from "@/app/api/v1/route";
import { GET as getList, POST as postList } from "@/app/api/v1/[list]/route";
import { openApiText } from "@/lib/management/exchange/api/openapi";
import { Problem } from "@/lib/management/exchange/api/problems";
import { runImport } from "@/lib/management/exchange/commands/run-import";
import { EXPORT_LISTS, EXPORT_NAMES } from "@/lib/management/exchange/export/lists";
import { apiPage } from "@/lib/management/exchange/queries/api-page";
import { disablePerson, endOwnSessions } from "@/lib/management/people/commands";
import { makeToken, revokeToken } from "@/lib/platform/access-tokens/commands";
import { ownTokens } from "@/lib/platform/access-tokens/queries";
import { MOST_TOKENS } from "@/lib/platform/access-tokens/schema";
import type { Actor } from "@/lib/platform/auth/actor";
import { PERMISSIONS } from "@/lib/platform/auth/permissions";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { REQUESTS, WRONG_TOKENS } from "@/lib/platform/auth/throttle";
import { read } from "@/lib/platform/db/access";
import type { Role } from "@/lib/platform/db/generated/enums";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import { actorAs, setup } from "../support/actors";
import { textBytes } from "../support/sheets";
import { ownDatabase } from "../support/stage";
import { AREAS, anIncident, aSite, someGoods, stocked } from "../support/world";

/** Who the session cookie of a request stands for; nobody unless a test says so. */
const session: { current: { personId: string; sessionVersion: number } | null } = { current: null };
vi.mock("next-auth", () => ({ getServerSession: async () => session.current }));

const ROLES = Object.keys(PERMISSIONS["catalogue.read"]) as Role[];
const NAMES = EXPORT_NAMES;
const committed = fs.readFileSync(path.resolve(import.meta.dirname, "../../public/openapi.json"), "utf8");

type Schemas = Record<string, Record<string, unknown>>;
const schemas: Schemas = JSON.parse(committed.replaceAll("#/components/schemas/", "#/$defs/")).components.schemas;
/** The committed schema of a name, as something that checks. */
const checker = (name: string) => z.fromJSONSchema({ ...schemas[name], $defs: schemas });
const problemChecker = checker("Problem");

const database = ownDatabase();
let hub: Awaited<ReturnType<typeof aSite>>;
let officer: Actor;
const DELIVERIES = 130;

beforeAll(async () => {
  hub = await aSite(AREAS.districtA, "hub");
  const hospital = await aSite(AREAS.districtB, "hospital");
  const goods = await someGoods();
  await anIncident();
  officer = await actorAs("reserveOfficer", { areaCode: AREAS.city });
  const bring = (kind: "received" | "needs" | "issued", text: string) =>
    runImport({
      actor: setup,
      bytes: textBytes(text),
      fileName: `${kind}.csv`,
      kind,
      ...(kind === "needs" ? {} : { siteId: hub.id }),
    });
  const many = Array.from({ length: DELIVERIES }, (_, i) => `2020-01-24,第${i}公司,${goods.nameZh},只,${i + 1}`);
  await bring("received", `日期,捐赠单位,品名,单位,数量\n${many.join("\n")}`);
  await bring("received", `日期,捐赠单位,品名,单位,数量\n2020-01-24,甲公司,${goods.nameZh},箱,5`);
  await bring("needs", `医院,物资名称,需求数量\n${hospital.name},${goods.nameZh},\n`);
  await bring("issued", `日期,接收单位,品名,单位,数量\n2020-01-26,${hospital.name},${goods.nameZh},只,3\n`);
  await stocked(hub, goods, 9_999_999_999_999_999n, { expiresOn: "2020-02-10" });
});

const tokens = new Map<Actor, string>();
async function tokenOf(actor: Actor): Promise<string> {
  const known = tokens.get(actor);
  if (known) return known;
  const { token } = await makeToken(actor, { name: "测试", days: "7" });
  tokens.set(actor, token);
  return token;
}

interface Answer {
  status: number;
  type: string | null;
  headers: Headers;
  body: {
    data: Record<string, unknown>[];
    next: string | null;
    previous: string | null;
    code?: string;
    detail?: string;
  };
}
const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  type: response.headers.get("content-type"),
  headers: response.headers,
  body: await response.json(),
});
const ask = async (list: string, query: string, authorization: string | null, address = "10.0.0.1") =>
  answerOf(
    await getList(
      new Request(`http://localhost/api/v1/${list}${query}`, {
        headers: { ...(authorization === null ? {} : { authorization }), "x-forwarded-for": address },
      }),
      { params: Promise.resolve({ list }) },
    ),
  );
const asked = async (actor: Actor, list: string, query = "") => ask(list, query, `Bearer ${await tokenOf(actor)}`);
const expectProblem = (answer: Answer, status: number, code: string) => {
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.type).toBe("application/problem+json");
  expect(problemChecker.safeParse(answer.body).error).toBeUndefined();
};

describe("the description", () => {
  it("is committed as `npm run openapi` makes it", () => {
    expect(openApiText()).toBe(committed);
  });
  it("names every list, and for each the roles it is open to", () => {
    const paths: Record<string, { get: { description: string } }> = JSON.parse(committed).paths;
    expect(Object.keys(paths).sort()).toEqual(["/", ...NAMES.map((name) => `/${name}`)].sort());
    expect(paths["/people"]?.get.description).toContain("auditor, administrator");
    expect(paths["/people"]?.get.description).not.toContain("driver");
  });
});

describe("every list, for every role", () => {
  it.each(ROLES)(
    "%s is answered in the schema of each list they may see, and by name refused the others",
    async (role) => {
      const person = await actorAs(role, { areaCode: AREAS.districtA, siteId: hub.id });
      for (const name of NAMES) {
        const answer = await asked(person, name);
        if (!canSomewhere(person, EXPORT_LISTS[name].permission)) {
          expectProblem(answer, 403, "listNotAllowed");
          continue;
        }
        expect(answer.status, name).toBe(200);
        const page = name.charAt(0).toUpperCase() + name.slice(1);
        expect(checker(`${page}Page`).safeParse(answer.body).error, name).toBeUndefined();
      }
      const index = await answerOf(
        await getIndex(
          new Request("http://localhost/api/v1", { headers: { authorization: `Bearer ${await tokenOf(person)}` } }),
        ),
      );
      expect(checker("Index").safeParse(index.body).error).toBeUndefined();
      expect((index.body as unknown as { lists: { name: string }[] }).lists.map(({ name }) => name)).toEqual(
        NAMES.filter((name) => canSomewhere(person, EXPORT_LISTS[name].permission)),
      );
    },
  );
  it("has rows in the lists the seed fills, so that their schemas are really tried", async () => {
    const filled = [
      "deliveries",
      "stock",
      "ledger",
      "goods",
      "sites",
      "incidents",
      "imports",
      "importRows",
      "transfers",
    ];
    for (const name of filled) expect((await asked(officer, name)).body.data.length, name).toBeGreaterThan(0);
  });
  it("gives codes for states and a quantity no number holds as text", async () => {
    const [delivery] = (await asked(officer, "deliveries")).body.data;
    expect(delivery).toMatchObject({ kind: "donation", unit: "箱" });
    const { data } = (await asked(officer, "stock", "?limit=500")).body;
    expect(data.map((row) => row.onHand)).toContain("9999999999999999");
  });
});

describe("pages", () => {
  it("follow one another by `next` without a gap or a row twice, and lead back by `previous`", async () => {
    for (const name of ["deliveries", "ledger", "stock", "rotation", "pastStock", "demand"] as const) {
      const whole = (await asked(officer, name, "?limit=500")).body.data;
      const seen: unknown[] = [];
      const firstRows: unknown[][] = [];
      let cursor = "";
      for (;;) {
        const page = (await asked(officer, name, `?limit=50${cursor}`)).body;
        firstRows.push(page.data);
        seen.push(...page.data);
        if (page.next === null) {
          if (firstRows.length > 1) {
            const back = (await asked(officer, name, `?limit=50&before=${page.previous}`)).body;
            expect(back.data, name).toEqual(firstRows[firstRows.length - 2]);
          }
          break;
        }
        cursor = `&after=${page.next}`;
      }
      expect(seen, name).toEqual(whole);
    }
    expect((await asked(officer, "deliveries", "?limit=500")).body.data).toHaveLength(DELIVERIES + 1);
  });
  it("`before` the first page's `next` neighbour says what is new since", async () => {
    const page = (await asked(officer, "ledger", "?limit=2")).body;
    const newest = page.data[0]?.number as string;
    expect((await asked(officer, "ledger", `?before=${newest}`)).body).toMatchObject({ data: [], previous: null });
    await stocked(hub, await someGoods(), 5n);
    expect((await asked(officer, "ledger", `?before=${newest}`)).body.data).toHaveLength(1);
  });
  it("obey the list's own filters", async () => {
    expect((await asked(officer, "deliveries", "?state=announced")).body.data).toEqual([]);
    expect((await asked(officer, "demand", "?view=verification")).body.data).toHaveLength(1);
    expect((await asked(officer, "stock", `?site=${hub.id}&limit=500`)).body.data.length).toBeGreaterThan(100);
  });
  it("show nothing outside the person's reach, whatever the address asks for", async () => {
    const stranger = await actorAs("reserveOfficer", { areaCode: AREAS.districtB });
    expect((await asked(stranger, "stock", `?site=${hub.id}`)).body.data).toEqual([]);
    expect((await asked(stranger, "deliveries")).body.data).toEqual([]);
  });
});

describe("what is refused", () => {
  it("a list of another name is not there", async () => {
    for (const name of ["constructor", "toString", "person", "%00"])
      expectProblem(await asked(officer, name), 404, "listUnknown");
  });
  it("a parameter the list does not take is named, and so is one that comes twice", async () => {
    const answer = await asked(officer, "deliveries", "?stat=accepted");
    expectProblem(answer, 400, "parameterUnknown");
    expect(answer.body.detail).toBe("stat");
    expectProblem(await asked(officer, "deliveries", "?__proto__=1"), 400, "parameterUnknown");
    expectProblem(await asked(officer, "deliveries", "?limit=2&limit=3"), 400, "parameterMalformed");
  });
  it("no value of any parameter makes the server fail: it is answered or called malformed", async () => {
    const hostile = ["", "9999999999999999999", "'; --", "\u0000", "-".repeat(36), "2020-02-31"];
    const everywhere = [await actorAs("administrator", { areaCode: AREAS.city }), officer];
    for (const name of NAMES) {
      const actor = everywhere.find((one) => canSomewhere(one, EXPORT_LISTS[name].permission)) ?? officer;
      for (const parameter of [...Object.keys(EXPORT_LISTS[name].filters), "after", "before", "limit", "lang"])
        for (const value of hostile) {
          // Below the endpoint, where a failure still has its own name.
          const answer = await apiPage(actor, name, new URLSearchParams([[parameter, value]])).catch((error) => error);
          const code =
            answer instanceof Problem ? answer.code : Array.isArray(answer.data) ? "answered" : String(answer);
          expect(["answered", "parameterMalformed"], `${name} ${parameter}=${value}`).toContain(code);
        }
    }
  });
  it("writing, on the index and on a list, by anybody", async () => {
    for (const refuse of [postIndex, postList])
      expectProblem(
        await answerOf(refuse(new Request("http://localhost/api/v1/goods", { method: "POST" }))),
        405,
        "methodNotAllowed",
      );
  });
  it("both cursors at once are malformed", async () => {
    const next = (await asked(officer, "deliveries", "?limit=1")).body.next;
    expectProblem(await asked(officer, "deliveries", `?after=${next}&before=${next}`), 400, "parameterMalformed");
  });
});

describe("access", () => {
  it("is by token or by session, and without either there is none", async () => {
    expectProblem(await ask("goods", "", null), 401, "unauthenticated");
    session.current = { personId: officer.personId as string, sessionVersion: 1 };
    try {
      expect((await ask("goods", "", null)).status).toBe(200);
      // A header that does not hold is not made good by a cookie.
      expectProblem(await ask("goods", "", "Bearer nonsense"), 401, "unauthenticated");
    } finally {
      session.current = null;
    }
  });
  it("the secret is kept only as a hash, shown with when it was last used, and its making is audited", async () => {
    const person = await actorAs("auditor", { areaCode: AREAS.city });
    const { id, token } = await makeToken(person, { name: "仓储系统", days: "30" });
    const stored = await withConnection(
      database.adminUrl,
      async (client) =>
        (await client.query("SELECT row_to_json(t)::text AS all FROM access_token t WHERE id = $1", [id])).rows,
    );
    expect(stored[0].all).not.toContain(token.slice(3));
    expect((await ownTokens(person))[0]).toMatchObject({ name: "仓储系统", lastUsedAt: null });
    expect((await ask("goods", "", `Bearer ${token}`)).status).toBe(200);
    expect((await ownTokens(person))[0]?.lastUsedAt).toBeInstanceOf(Date);
    const told = await read(setup, (db) =>
      db.event.findMany({ where: { documentId: person.personId, type: "person.noted" } }),
    );
    expect(JSON.stringify(told.map(({ payload }) => payload))).toContain("仓储系统");
    expect(JSON.stringify(told.map(({ payload }) => payload))).not.toContain(token.slice(3));
  });
  it("ends at once with revocation, which is the owner's alone, and never comes back", async () => {
    const person = await actorAs("auditor", { areaCode: AREAS.city });
    const other = await actorAs("auditor", { areaCode: AREAS.city });
    const { id, token } = await makeToken(person, { name: "一", days: "30" });
    await expect(revokeToken(other, { id })).rejects.toThrow(NotFound);
    expect((await ask("goods", "", `Bearer ${token}`)).status).toBe(200);
    await revokeToken(person, { id });
    expectProblem(await ask("goods", "", `Bearer ${token}`), 401, "unauthenticated");
    await expect(revokeToken(person, { id })).rejects.toThrow(NotFound);
    expect(await ownTokens(person)).toEqual([]);
  });
  it("ends with expiry, with the person's sessions, and with the person's account", async () => {
    const person = await actorAs("auditor", { areaCode: AREAS.city });
    const admin = await actorAs("administrator", { areaCode: AREAS.city });
    const works = async (token: string) => (await ask("goods", "", `Bearer ${token}`)).status;
    const { id, token: old } = await makeToken(person, { name: "旧", days: "7" });
    await withConnection(database.adminUrl, (client) =>
      client.query(
        "UPDATE access_token SET created_at = now() - interval '8 days', expires_at = now() - interval '1 day' WHERE id = $1",
        [id],
      ),
    );
    expect(await works(old)).toBe(401);
    const { token: second } = await makeToken(person, { name: "二", days: "7" });
    await endOwnSessions(person);
    expect(await works(second)).toBe(401);
    const { token: third } = await makeToken(person, { name: "三", days: "7" });
    expect(await works(third)).toBe(200);
    await disablePerson(admin, { personId: person.personId as string, reason: "离岗" });
    expect(await works(third)).toBe(401);
  });
  it("is limited in number", async () => {
    const person = await actorAs("auditor", { areaCode: AREAS.city });
    for (let n = 0; n < MOST_TOKENS; n++) await makeToken(person, { name: `${n}`, days: "7" });
    await expect(makeToken(person, { name: "多", days: "7" })).rejects.toThrow(Refusal);
  });
  it("wrong tokens from one address are slowed, and a right one from there is not kept out", async () => {
    const wrong = `Bearer cp_${"A".repeat(43)}`;
    for (let n = 1; n < WRONG_TOKENS.most; n++) expect((await ask("goods", "", wrong, "10.9.9.9")).status).toBe(401);
    const slowed = await ask("goods", "", wrong, "10.9.9.9");
    expectProblem(slowed, 429, "tooManyRequests");
    expect(Number(slowed.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask("goods", "", `Bearer ${await tokenOf(officer)}`, "10.9.9.9")).status).toBe(200);
    expect((await ask("goods", "", wrong, "10.9.9.8")).status).toBe(401);
  });
  it("one person's requests are limited, and another's are not", async () => {
    const busy = await actorAs("auditor", { areaCode: AREAS.city });
    await asked(busy, "goods");
    await withConnection(database.adminUrl, (client) =>
      client.query("UPDATE sign_in_throttle SET failures = $1 WHERE key = $2", [
        REQUESTS.most - 1,
        `requests:${busy.personId}`,
      ]),
    );
    const slowed = await asked(busy, "goods");
    expectProblem(slowed, 429, "tooManyRequests");
    expect((await asked(officer, "goods")).status).toBe(200);
  });
});
