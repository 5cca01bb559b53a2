import { beforeAll, describe, expect, it, vi } from "vitest";
import { GET as getIndex, POST as postIndex } from "@/app/api/v1/route";
import { POST as postList } from "@/app/api/v1/[list]/route";
import { openApiText } from "@/lib/management/exchange/api/openapi";
import { Problem } from "@/lib/management/exchange/api/problems";
import { EXPORT_LISTS, EXPORT_NAMES } from "@/lib/management/exchange/export/lists";
import { apiPage } from "@/lib/management/exchange/queries/api-page";
import type { Actor } from "@/lib/platform/auth/actor";
import { PERMISSIONS } from "@/lib/platform/auth/permissions";
import { canSomewhere } from "@/lib/platform/auth/reach";
import type { Role } from "@/lib/platform/db/generated/enums";
import { actorAs } from "../support/actors";
import { answerOf, asked, checker, committed, expectProblem, tokenOf } from "../support/api";
import { broughtIn, type BroughtIn } from "../support/import-world";
import { ownDatabase } from "../support/stage";
import { AREAS, someGoods, stocked } from "../support/world";

// No session cookie in this file.
vi.mock("next-auth", () => ({ getServerSession: async () => null }));

const ROLES = Object.keys(PERMISSIONS["catalogue.read"]) as Role[];
const NAMES = EXPORT_NAMES;
ownDatabase();
let hub: BroughtIn["hub"];
let officer: Actor;
const DELIVERIES = 130;

beforeAll(async () => {
  const world = await broughtIn((goods) =>
    Array.from({ length: DELIVERIES }, (_, i) => `2020-01-24,第${i}公司,${goods},只,${i + 1}`),
  );
  ({ hub, officer } = world);
  await stocked(hub, world.goods, 9_999_999_999_999_999n, { expiresOn: "2020-02-10" });
});

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
