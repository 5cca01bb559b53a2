import { afterAll, beforeAll, expect, it } from "vitest";
import { read } from "@/lib/platform/db/access";
import { setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite } from "../support/world";

ownDatabase();
const warnings: string[] = [];
const listen = (warning: Error) => warnings.push(warning.message);
beforeAll(async () => {
  process.on("warning", listen);
});
afterAll(async () => {
  process.off("warning", listen);
});

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

it("relations read side by side in one transaction are asked one after the other: the driver has nothing to warn of", async () => {
  const site = await aSite(AREAS.districtA);
  const found = await read(setup, (db) =>
    db.site.findUniqueOrThrow({
      where: { id: site.id },
      include: { area: true, aliases: true, places: true, assignments: true },
    }),
  );
  expect(found.area.code).toBe(AREAS.districtA);
  await nextTurn();
  expect(warnings.filter((text) => text.includes("client.query()"))).toEqual([]);
});

it("answers come back to whoever asked, and a question that failed does not keep the next one waiting", async () => {
  const answers = await read(setup, (db) =>
    Promise.all([1, 2, 3, 4, 5].map((n) => db.$queryRaw<{ n: number }[]>`SELECT ${n}::int AS n`)),
  );
  expect(answers.map(([row]) => row?.n)).toEqual([1, 2, 3, 4, 5]);
  await expect(read(setup, (db) => db.$queryRaw`SELECT 1 / 0`)).rejects.toThrow();
  for (let again = 0; again < 15; again++)
    expect(await read(setup, (db) => db.$queryRaw<{ n: number }[]>`SELECT 7 AS n`)).toEqual([{ n: 7 }]);
});
