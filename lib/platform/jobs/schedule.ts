import PgBoss from "pg-boss";
import { TIME_ZONE } from "@/lib/platform/i18n/locale";
import { onShutdown } from "@/lib/platform/launch/shutdown";
import { log } from "@/lib/platform/log";

/** A job that runs by itself. Running it twice must do no harm: a machine may stop between doing and saying so. */
export interface ScheduledJob {
  name: string;
  /** Five fields, Wuhan time. */
  cron: string;
  run(): Promise<unknown>;
}

const SCHEMA = "jobs";
/** A job that takes longer is taken for dead and tried again. */
const EXPIRES_MINUTES = 15;

const kept = globalThis as unknown as { changpingBoss?: PgBoss };

/**
 * Starts the job runner of this process (once) on the jobs' own role and schema. Several processes share the work: each due job goes to one
 * of them. Failing to start is logged and the application goes on without.
 */
export async function startSchedule(jobs: readonly ScheduledJob[]): Promise<void> {
  const connectionString = process.env.JOBS_DATABASE_URL;
  if (!connectionString || kept.changpingBoss) return;
  const boss = new PgBoss({ connectionString, schema: SCHEMA, max: 3, application_name: "changping-jobs" });
  kept.changpingBoss = boss;
  boss.on("error", (error) => log.error({ err: error }, "job runner"));
  onShutdown("jobs", () => boss.stop({ graceful: true, timeout: 2000 }));
  try {
    await boss.start();
    for (const { name, cron, run } of jobs) {
      await boss.createQueue(name, { name, policy: "stately", retryLimit: 2, expireInMinutes: EXPIRES_MINUTES });
      await boss.work(name, { pollingIntervalSeconds: 10 }, async () => {
        const started = performance.now();
        const result = await run();
        log.info({ job: name, ms: Math.round(performance.now() - started), result }, "job done");
      });
      await boss.schedule(name, cron, {}, { tz: TIME_ZONE });
    }
  } catch (error) {
    log.error({ err: error }, "job runner did not start");
  }
}
