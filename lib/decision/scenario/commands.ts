import type { Actor } from "@/lib/platform/auth/actor";
import { systemActor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { dayOf } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { newTask, runTask } from "@/lib/platform/jobs/tasks";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { retryQueued } from "@/lib/management/exchange/commands/retry";
import { escalateOverdue } from "@/lib/operation/demand/commands/escalate";
import { releaseExpired } from "@/lib/operation/transport/recall/commands";
import { checkBalances } from "@/lib/operation/storage/commands/check-balances";
import { WUHAN_2020 } from "./data";

/** Morning in Wuhan of a calendar day, the hour a replayed day begins. */
export const morningOf = (day: string): Date => new Date(`${day}T08:00:00+08:00`);

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Puts the business clock on a scenario's time. */
export async function setClock(db: Db, scenario: string, now: Date): Promise<void> {
  await db.businessClock.update({ where: { id: 1 }, data: { scenario, now, advancedAt: new Date() } });
}

/** Advances the scenario by one day and prepares the task that brings the day's receipts; run it with `bringDay` after commit. */
export function advanceDay(actor: Actor, input: { day: string }, key?: string): Promise<{ id: string; day: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "clock.advance", key, input, async () => {
      // One clock for everybody: whoever moves it must answer for the whole city, not for one district of it.
      if (!can(actor, "clock.advance", { areaCode: WUHAN_2020.areaCode }))
        throw new NotFound({ key: "errors.notAllowed" });
      const rows = await db.$queryRaw<
        { scenario: string | null; now: Date | null }[]
      >`SELECT scenario, now FROM business_clock WHERE id = 1 FOR UPDATE`;
      const clock = rows[0];
      if (!clock?.scenario || !clock.now) throw new Refusal({ key: "scenario.errors.realTime" });
      const today = dayOf(clock.now);
      // Two people pressing at once: the second sees another day than the one it saw and is told so.
      if (today !== input.day) throw new Refusal({ key: "errors.changedMeanwhile" });
      if (today >= WUHAN_2020.lastDay) throw new Refusal({ key: "scenario.errors.over" });
      const day = nextDay(today);
      await setClock(db, clock.scenario, morningOf(day));
      const id = await newTask(db, actor, "scenarioDay", WUHAN_2020.areaCode);
      await publish(db, actor, {
        type: "clock.noted",
        documentKind: "clock",
        documentId: null,
        areaCode: "",
        businessAt: morningOf(day),
        payload: { facts: { day } },
      });
      return { id, day };
    }),
  );
}

/** Brings what the new day brings: receipts whose day has come, clocks that ran out, the nightly ledger check. */
export function bringDay(taskId: string): Promise<void> {
  const job = systemActor("scenario");
  return runTask(taskId, async (control) => {
    const { count } = await retryQueued(
      job,
      {},
      { onProgress: (done, total) => control.progress(done, total, "receipts"), shouldStop: control.cancelled },
    );
    await escalateOverdue(job);
    await releaseExpired(job);
    await checkBalances(job);
    return { imported: count };
  });
}
