import { beforeAll, describe, expect, it } from "vitest";
import { moveSpelling, queueSpelling, teachSpelling } from "@/lib/operation/catalogue/alias/commands";
import {
  createSubstitution,
  importExternalCodes,
  savePack,
  switchSubstitution,
} from "@/lib/operation/catalogue/commands";
import { getGoods, listAliasQueries } from "@/lib/operation/catalogue/queries";
import type { Actor } from "@/lib/platform/auth/actor";
import { read, write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound } from "@/lib/platform/errors";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, someGoods, stocked, unique } from "../support/world";

ownDatabase();
let officer: Actor;
let other: Actor;
beforeAll(async () => {
  officer = await actorAs("reserveOfficer", { areaCode: AREAS.city });
  other = await actorAs("informationOfficer", { areaCode: AREAS.districtB });
});

const reason = "测试";
async function waiting(original: string) {
  const normalized = original.toLowerCase();
  await write(setup, (db) => queueSpelling(db, "goods", { normalized, original }));
  return read(setup, (db) => db.aliasQuery.findFirstOrThrow({ where: { kind: "goods", normalized } }));
}
const meaning = (normalized: string) => read(setup, (db) => db.goodsAlias.findUnique({ where: { normalized } }));

async function retired() {
  const goods = await someGoods();
  await write(setup, (db) => db.goods.update({ where: { id: goods.id }, data: { active: false } }));
  return goods;
}

describe("a spelling", () => {
  it("taught by two people at once means what one of them said, and the other is told", async () => {
    const [one, two] = [await someGoods(), await someGoods()];
    const query = await waiting(unique("口罩写法"));
    const outcomes = await Promise.allSettled([
      teachSpelling(officer, { id: query.id, version: query.version, targetId: one.id }),
      teachSpelling(other, { id: query.id, version: query.version, targetId: two.id }),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = outcomes.find((outcome) => outcome.status === "rejected");
    expect(lost?.status === "rejected" && lost.reason).toBeInstanceOf(Conflict);
    const won = outcomes[0]?.status === "fulfilled" ? one : two;
    expect((await meaning(query.normalized))?.goodsId).toBe(won.id);
  });

  it("sent twice with one key is taught once", async () => {
    const goods = await someGoods();
    const query = await waiting(unique("写法"));
    const input = { id: query.id, version: query.version, targetId: goods.id };
    const key = unique("key");
    expect(await teachSpelling(officer, input, key)).toEqual(await teachSpelling(officer, input, key));
  });

  it("never comes to mean goods that are no longer kept, and waits on", async () => {
    const query = await waiting(unique("旧写法"));
    const { id } = await retired();
    await expect(teachSpelling(officer, { id: query.id, version: query.version, targetId: id })).rejects.toBeInstanceOf(
      BadInput,
    );
    expect(await meaning(query.normalized)).toBeNull();
    expect((await read(setup, (db) => db.aliasQuery.findUniqueOrThrow({ where: { id: query.id } }))).state).toBe(
      "open",
    );
  });

  it("wrongly taught is forgotten when reopened, and may be taught anew", async () => {
    const [wrong, right] = [await someGoods(), await someGoods()];
    const query = await waiting(unique("写法"));
    const taught = await teachSpelling(officer, { id: query.id, version: query.version, targetId: wrong.id });
    const opened = await moveSpelling(officer, { id: query.id, version: taught.version, move: "reopen", reason });
    expect(await meaning(query.normalized)).toBeNull();
    await teachSpelling(officer, { id: query.id, version: opened.version, targetId: right.id });
    expect((await meaning(query.normalized))?.goodsId).toBe(right.id);
  });

  it("gets the goods it is most like suggested, and none that are no longer kept", async () => {
    const goods = await someGoods();
    const query = await waiting(`${goods.nameZh}x`);
    const suggested = async () =>
      (await listAliasQueries(officer, { kind: "goods", state: "open" }, {})).rows
        .find((row) => row.id === query.id)
        ?.suggestions.map((one) => one.id);
    expect((await suggested())?.[0]).toBe(goods.id);
    await write(setup, (db) => db.goods.update({ where: { id: goods.id }, data: { active: false } }));
    expect(await suggested()).not.toContain(goods.id);
  });
});

describe("a pack", () => {
  it("takes a GTIN only with its right check digit, and no GTIN twice", async () => {
    const [one, two] = [await someGoods(), await someGoods()];
    const pack = { unit: "箱", baseUnits: 100n };
    await expect(
      (async () => savePack(officer, { goodsId: one.id, gtin: "6901234567893", ...pack }))(),
    ).rejects.toBeInstanceOf(BadInput);
    await savePack(officer, { goodsId: one.id, gtin: "6901234567892", ...pack });
    await expect(savePack(officer, { goodsId: two.id, gtin: "6901234567892", ...pack })).rejects.toMatchObject({
      fields: { gtin: { key: "errors.alreadyExists" } },
    });
  });

  it("of unknown size stays unknown until somebody says it, and then never changes", async () => {
    const goods = await someGoods();
    const pack = { goodsId: goods.id, unit: "箱" };
    await savePack(officer, pack);
    expect((await getGoods(officer, goods.id)).packs.map((one) => one.baseUnits)).toEqual([null]);
    await savePack(officer, { ...pack, baseUnits: 50n });
    await expect(savePack(officer, { ...pack, baseUnits: 60n })).rejects.toBeInstanceOf(BadInput);
    await savePack(officer, pack);
    expect((await getGoods(officer, goods.id)).packs.map((one) => one.baseUnits)).toEqual([50n]);
  });
});

describe("a substitution", () => {
  it("has one direction and one rule: not itself, not twice, and nothing no longer kept", async () => {
    const [need, stand] = [await someGoods(), await someGoods()];
    const rule = { goodsId: need.id, substituteId: stand.id, ratioNeed: 1, ratioSubstitute: 2, reason };
    await expect(
      (async () => createSubstitution(officer, { ...rule, substituteId: need.id }))(),
    ).rejects.toBeInstanceOf(BadInput);
    await createSubstitution(officer, rule);
    await expect(createSubstitution(officer, { ...rule, ratioNeed: 5 })).rejects.toBeInstanceOf(BadInput);
    expect((await getGoods(officer, stand.id)).substitutes).toEqual([]);
    const gone = await retired();
    await expect(createSubstitution(officer, { ...rule, substituteId: gone.id })).rejects.toBeInstanceOf(BadInput);
    await expect((async () => createSubstitution(other, { ...rule, goodsId: stand.id }))()).rejects.toBeInstanceOf(
      NotFound,
    );
  });

  it("switched by two people at once is switched once", async () => {
    const [need, stand] = [await someGoods(), await someGoods()];
    const { id } = await createSubstitution(officer, {
      goodsId: need.id,
      substituteId: stand.id,
      ratioNeed: 1,
      ratioSubstitute: 1,
      reason,
    });
    const off = () => switchSubstitution(officer, { id, version: 1, active: false, reason });
    const outcomes = await Promise.allSettled([off(), off()]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("goods", () => {
  it("are counted in what they always were, whoever asks the database otherwise", async () => {
    const goods = await someGoods();
    await stocked(await aSite(AREAS.districtA), goods, 10n);
    await expect(
      write(setup, (db) => db.$executeRaw`UPDATE goods SET base_unit = '箱' WHERE id = ${goods.id}::uuid`),
    ).rejects.toThrow();
    expect((await getGoods(officer, goods.id)).baseUnit).toBe("只");
  });

  it("get GB/T 38565 codes all or none, and a code imported again gets its new name", async () => {
    const scheme = "GB/T 38565";
    const goods = await someGoods();
    await expect(
      importExternalCodes(officer, { scheme, lines: `1010101,大米,${goods.code}\n1010102,小米,NO-SUCH` }),
    ).rejects.toBeInstanceOf(BadInput);
    expect((await getGoods(officer, goods.id)).externalCodes).toEqual([]);
    for (const name of ["口罩", "医用口罩"])
      await importExternalCodes(officer, { scheme, lines: `3010101,${name},${goods.code}` });
    expect((await getGoods(officer, goods.id)).externalCodes).toMatchObject([{ code: "3010101", name: "医用口罩" }]);
  });
});
