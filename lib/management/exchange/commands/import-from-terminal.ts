import fs from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Actor, systemActor } from "@/lib/platform/auth/actor";
import { actorNamed } from "@/lib/platform/auth/person-actor";
import { read } from "@/lib/platform/db/access";
import { closePool } from "@/lib/platform/launch/close-pool";
import { asFailure, type Failure } from "@/lib/platform/errors";
import { type ImportKind, importKinds } from "@/lib/platform/exchange/model/table";
import { MESSAGES } from "@/lib/platform/i18n/messages";
import { exportUrls, openDatabase, type ReadyDatabase, recreateEmbedded } from "@/lib/platform/launch/database";
import { takeLock } from "@/lib/platform/launch/lock";
import { LaunchFault, print, say } from "@/lib/platform/launch/say";
import type { ImportReport } from "../rules/outcomes";
import { runImport } from "./run-import";

/** What was asked for at the terminal. */
export interface TerminalImport {
  kind: ImportKind;
  file: string;
  as: string;
  site?: string;
  dryRun: boolean;
}

const USAGE = "npm run import -- --kind issued|received|needs|stock FILE --as USER [--site CODE] [--dry-run]";

/** What `--help` prints. */
export const HELP = `${USAGE}

  --kind     issued 发放 | received 接收 | needs 需求 | stock 库存
  FILE       CSV, TSV or XLSX, up to 20 MB
  --as       sign-in in whose name and within whose reach the rows are brought in
  --site     code of the store goods came to or left from; absent: the person's own, or the hub within reach
  --dry-run  says what would happen and writes nothing

进度写到标准错误；标准输出的最后一行是一个 JSON。
Progress goes to standard error; the last line of standard output is one JSON object:

  {"rowsRead":…,"imported":…,"queued":{reason:n},"rejected":{reason:n},"totals":{unit:n}}

  rowsRead   goods rows of the file; titles, headings, totals and signatures are none. A table with a quantity in every cell has one
             goods row a filled cell. Always rowsRead = imported + all of queued + all of rejected: each row is counted once, by its
             gravest reason.
  imported   rows that are in the system and wait for nothing
  queued     rows that wait for a person. packSizeUnknown and likelyDuplicate of receipts (packSizeUnknown of stock) have their document
             already: stocked by the pack, announced under review. All others are kept and not in; they go in by themselves when the
             spelling is taught, the day comes or the stock is there.
  rejected   rows that are wrong in themselves (quantityZero, quantityNegative, quantityTooLarge, notNeeded), or in already from the
             same cell of the same file (alreadyImported)
  totals     what the file states by unit, unlike units never added, rows wrong in themselves left out; "" = no unit stated

Exit code 0 done, 1 nothing happened (the reason is on standard error), 130 interrupted between two chunks.`;

/** Reads the command line. @throws LaunchFault saying how it is written, or which kind there is not */
export function readArguments(args: readonly string[]): TerminalImport {
  let given: ReturnType<typeof parse>;
  try {
    given = parse(args);
  } catch {
    throw new LaunchFault("参数不对。用法：", USAGE);
  }
  const kind = importKinds.find((known) => known === given.values.kind);
  if (given.values.kind !== undefined && !kind)
    throw new LaunchFault(
      `没有 ${given.values.kind} 这一类。用法：`,
      `There is no kind ${given.values.kind}. Usage: ${USAGE}`,
    );
  const [file, more] = given.positionals;
  const as = given.values.as;
  if (!kind || !file || more !== undefined || !as) throw new LaunchFault("参数不全。用法：", USAGE);
  const { site } = given.values;
  return { kind, file, as, ...(site ? { site } : {}), dryRun: given.values["dry-run"] ?? false };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      kind: { type: "string" },
      as: { type: "string" },
      site: { type: "string" },
      "dry-run": { type: "boolean" },
    },
  });

/** The one line other programs read. */
export const reportLine = ({ rowsRead, imported, queued, rejected, totals }: ImportReport): string =>
  JSON.stringify({ rowsRead, imported, queued, rejected, totals });

/** A message's text, dug out by its key. */
function textOf(key: string, locale: keyof typeof MESSAGES, params: object = {}): string {
  let node: unknown = MESSAGES[locale];
  for (const part of key.split(".")) node = (node as Record<string, unknown> | undefined)?.[part];
  const text = typeof node === "string" ? node : key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    String((params as Record<string, unknown>)[name] ?? whole),
  );
}

function faultOf(failure: Failure): LaunchFault {
  const message = Object.values(failure.fields ?? {})[0] ?? failure.reason;
  return new LaunchFault(textOf(message.key, "zh-CN", message.params), textOf(message.key, "en", message.params));
}

/** A first start has nobody to act as: the scenario is put in place as `npm start` would. Not while a launcher is doing just that. */
async function seedWhenEmpty(database: ReadyDatabase): Promise<void> {
  if (!database.embedded) return;
  const people = await read(systemActor("import"), (db) => db.person.count());
  if (people > 0) return;
  const lock = await takeLock("launch", "npm run import", 1500);
  try {
    const { seedIfEmpty } = await import("@/lib/platform/launch/scenario");
    await seedIfEmpty(database, () => recreateEmbedded(database));
  } finally {
    lock.release();
  }
}

async function siteOf(actor: Actor, code: string): Promise<string> {
  const site = await read(actor, (db) => db.site.findUnique({ where: { code }, select: { id: true } }));
  if (!site) throw new LaunchFault(`没有代码为 ${code} 的站点。`, `There is no site with the code ${code}.`);
  return site.id;
}

async function bring(asked: TerminalImport, bytes: Uint8Array): Promise<number> {
  const actor = await actorNamed(asked.as);
  if (!actor) throw new LaunchFault(`没有在用的账号 ${asked.as}。`, `There is no active sign-in named ${asked.as}.`);
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
    say("正在停在两批之间……", "Stopping between two chunks …");
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  let told = -1;
  const report = await runImport({
    actor,
    bytes,
    fileName: path.basename(asked.file),
    kind: asked.kind,
    dryRun: asked.dryRun,
    ...(asked.site ? { siteId: await siteOf(actor, asked.site) } : {}),
    shouldStop: () => interrupted,
    onProgress: (done, total) => {
      const tenth = total === 0 ? 10 : Math.floor((done / total) * 10);
      if (tenth > told) say(`已处理 ${done} / ${total} 行`, `${done} of ${total} rows`);
      told = Math.max(told, tenth);
    },
  });
  say(
    asked.dryRun ? "试运行，没有写入。" : interrupted ? "已取消；取消前导入的行保留。" : "导入完成。",
    asked.dryRun
      ? "Dry run: nothing was written."
      : interrupted
        ? "Cancelled; rows imported before stay in."
        : "Import finished.",
  );
  const again = report.rejected.alreadyImported ?? 0;
  if (again > 0) say(`${again} 行此前已导入，没有重复。`, `${again} rows were in already and did not come in twice.`);
  print(reportLine(report));
  return interrupted ? 130 : 0;
}

/**
 * Imports a file from the command line: on the configured server, on the embedded one that runs, or on the embedded one started for this
 * and stopped afterwards. Everything it says goes to standard error; the last line of standard output is the report.
 * @returns exit code: 0 done, 130 interrupted between chunks
 */
export async function importFromTerminal(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    print(HELP);
    return 0;
  }
  const asked = readArguments(args);
  const bytes = await fs.readFile(asked.file).catch(() => {
    throw new LaunchFault(`读不到文件 ${asked.file}。`, `The file ${asked.file} cannot be read.`);
  });
  const database = await openDatabase();
  try {
    Object.assign(process.env, exportUrls(database));
    await seedWhenEmpty(database);
    process.env.DATABASE_URL = database.appUrl;
    return await bring(asked, new Uint8Array(bytes));
  } catch (error) {
    const failure = asFailure(error);
    throw failure ? faultOf(failure) : error;
  } finally {
    await closePool();
    if (!database.adopted) await database.stop();
  }
}
