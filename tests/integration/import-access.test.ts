import { describe, expect, it } from "vitest";
import { driveImport } from "@/lib/management/exchange/commands/drive";
import { moveImport } from "@/lib/management/exchange/commands/move";
import { importMachine } from "@/lib/management/exchange/machine";
import { PERMISSIONS } from "@/lib/platform/auth/permissions";
import { read, write } from "@/lib/platform/db/access";
import type { Role } from "@/lib/platform/db/generated/enums";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import { moveWithin } from "@/lib/platform/workflow/run";
import { batchAccess } from "@/lib/management/exchange/commands/access";
import { actorAs, setup } from "../support/actors";
import { textBytes } from "../support/sheets";
import { AREAS, aSite, unique } from "../support/world";
import { admin, hub, masks, operator, receipts, run, withImportWorld } from "../support/import-world";

withImportWorld();

describe("who may", () => {
  it("a warehouse operator imports at their own site, in their own name", async () => {
    const report = await run("received", receipts(["2020-01-24", "寅公司", masks.nameZh, "", "只", 3]), {
      actor: operator,
    });
    const delivery = await read(setup, (db) =>
      db.delivery.findFirstOrThrow({ where: { importBatchId: report.id ?? "" } }),
    );
    expect(delivery.createdById).toBe(operator.personId);
    const elsewhere = await aSite(AREAS.districtB);
    await expect(
      run("received", receipts(["2020-01-24", "寅公司", masks.nameZh, "", "只", 3]), {
        actor: operator,
        siteId: elsewhere.id,
      }),
    ).rejects.toBeInstanceOf(NotFound);
  });

  it("an import of another area is seen by nobody there, also not with raw SQL", async () => {
    const report = await run("received", receipts(["2020-01-24", "卯公司", masks.nameZh, "", "只", 2]));
    const stranger = await actorAs("reserveOfficer", { areaCode: AREAS.districtB });
    const seen = await read(
      stranger,
      (db) => db.$queryRaw<{ n: bigint }[]>`
      SELECT count(*) AS n FROM import_row WHERE batch_id = ${report.id ?? ""}::uuid`,
    );
    expect(seen[0]?.n).toBe(0n);
    await expect(driveImport(stranger, report.id ?? "")).rejects.toBeInstanceOf(NotFound);
  });

  it("an unreadable file is refused by name and leaves nothing", async () => {
    const before = await read(setup, (db) => db.importBatch.count());
    const bad = await run("received", textBytes("")).catch((error: unknown) => error);
    expect(bad).toBeInstanceOf(BadInput);
    expect((bad as BadInput).fields.file?.key).toBe("exchange.fileFaults.fileEmpty");
    expect(await read(setup, (db) => db.importBatch.count())).toBe(before);
  });

  const roles = Object.keys(PERMISSIONS["catalogue.read"]) as Role[];
  it.each(roles.flatMap((role) => (["start", "resume", "cancel"] as const).map((move) => [role, move] as const)))(
    "%s may %s exactly where the permission table and the machine say so",
    async (role, move) => {
      const person = await actorAs(role, { areaCode: AREAS.districtA, siteId: hub.id });
      for (const state of importMachine.states) {
        const id = await batchIn(state);
        const may = role in PERMISSIONS["import.run"];
        const offered = (importMachine.moves[move].from as readonly string[]).includes(state);
        const attempt = write(person, (db) =>
          moveWithin(db, person, batchAccess, move, {}, { id, version: null, input: null }),
        );
        if (!may) await expect(attempt).rejects.toBeInstanceOf(NotFound);
        else if (!offered) await expect(attempt).rejects.toBeInstanceOf(Refusal);
        else expect((await attempt).state).toBe(importMachine.moves[move].to);
      }
    },
  );

  it("a second cancel and a stale start are refused", async () => {
    const id = await batchIn("previewed");
    await moveImport(admin, { id, version: 1, move: "cancel" });
    await expect(moveImport(admin, { id, version: 1, move: "start" })).rejects.toThrow();
  });
});

/** A batch brought into a state along its edges. */
async function batchIn(state: (typeof importMachine.states)[number]): Promise<string> {
  const paths = {
    previewed: [],
    importing: ["start"],
    done: ["start", "finish"],
    failed: ["start", "fail"],
    cancelled: ["cancel"],
  };
  return write(setup, async (db) => {
    const { id } = await db.importBatch.create({
      data: { kind: "received", fileName: "x.csv", fileSha256: unique("sha"), areaCode: hub.areaCode, siteId: hub.id },
    });
    for (const move of paths[state])
      await moveWithin(db, setup, batchAccess, move, {}, { id, version: null, input: null });
    return id;
  });
}
