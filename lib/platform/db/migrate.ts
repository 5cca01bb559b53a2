import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

/**
 * Prisma's own schema engine, as WebAssembly over the driver adapter: the command line's engine is a binary it wants to
 * download, which a machine behind a closed network cannot. `_prisma_migrations` is written as `prisma migrate deploy`
 * would write it, with the same checksums, so either can go on where the other stopped.
 */

const root = path.resolve(import.meta.dirname, "../../..");
/** Folder of the Prisma schema's files. */
export const schemaFolder = path.join(root, "prisma/schema");
/** Folder of the migrations. */
export const migrationsFolder = path.join(root, "prisma/migrations");

/** Any number, the same for everyone who migrates: keeps two starts from migrating at once. */
const advisoryLock = 7_270_369_0042n;

interface SchemaFile {
  path: string;
  content: string;
}
type SchemaSide = { tag: "empty" } | { tag: "schemaDatamodel"; files: SchemaFile[] };
interface MigrationsList {
  baseDir: string;
  lockfile: { path: string; content: string | null };
  shadowDbInitScript: string;
  migrationDirectories: { path: string; migrationFile: { path: string; content: { tag: "ok"; value: string } } }[];
}
interface Engine {
  applyMigrations(input: object): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: object): Promise<{ stdout: string | null }>;
  free(): void;
}
/** Where the engine leaves the message of a panic, which WebAssembly alone would lose. */
interface PanicRegistry {
  set_message(message: string): void;
}
interface EngineModule {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: { new: (options: object, log: () => void, adapter: object) => Promise<Engine> };
}

let panic = "";
const registry: PanicRegistry = {
  set_message: (message) => {
    panic = message;
  },
};
Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry });

const filters = { externalTables: [], externalEnums: [] };
let loaded: Promise<EngineModule> | undefined;

/** The engine races its lock against a timer of ten seconds and leaves it behind: such a timer must not keep a process alive. */
function withUnheldTimers(imports: WebAssembly.ModuleImports): WebAssembly.ModuleImports {
  const timerNames = Object.keys(imports).filter((name) => name.startsWith("__wbg_setTimeout"));
  const unheld = (callback: () => void, delayMs: number) => setTimeout(callback, delayMs).unref();
  return { ...imports, ...Object.fromEntries(timerNames.map((name) => [name, unheld])) };
}

/** Loads the engine by hand: its own entry imports the `.wasm` as a module, which Node does not do. */
async function loadEngine(): Promise<EngineModule> {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const name = "@prisma/schema-engine-wasm/schema_engine_bg";
  const module = (await import(name)) as EngineModule & WebAssembly.ModuleImports;
  const bytes = fs.readFileSync(path.join(path.dirname(entry), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, {
    "./schema_engine_bg.js": withUnheldTimers(module),
  });
  module.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return module;
}

/** What we need of a Prisma connection over `pg`. */
interface Connection {
  executeScript(script: string): Promise<void>;
  underlyingDriver(): unknown;
  dispose(): Promise<void>;
}

/**
 * The adapter cuts scripts at every semicolon, inside comments and function bodies too. Postgres takes a script whole,
 * and then it is also one transaction: a migration that fails leaves nothing behind.
 */
function sendScriptsWhole(connection: Connection, onFault: (fault: Error) => void): void {
  const pool = connection.underlyingDriver() as pg.Pool;
  connection.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      const { message, position } = error as pg.DatabaseError;
      const line = position ? ` (line ${script.slice(0, Number(position)).split("\n").length})` : "";
      const fault = new Error(`${message}${line}`, { cause: error });
      onFault(fault);
      throw fault;
    }
  };
}

/** Adapter factory that remembers its connections, so that none stays open when the engine is done. */
function connectTo(url: string) {
  const factory = new PrismaPg({ connectionString: url, max: 2 });
  const opened: Connection[] = [];
  let scriptFault: Error | undefined;
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    sendScriptsWhole(adapter, (fault) => {
      scriptFault = fault;
    });
    opened.push(adapter);
    return adapter;
  };
  return {
    adapter: bindMigrationAwareSqlAdapterFactory(factory),
    /** What Postgres said to the script that failed: the engine passes on that something failed, not what. */
    scriptFault: () => scriptFault,
    close: () => Promise.allSettled(opened.map((adapter) => adapter.dispose())),
  };
}

async function withEngine<T>(url: string, files: SchemaFile[], body: (engine: Engine) => Promise<T>): Promise<T> {
  loaded ??= loadEngine();
  const { SchemaEngine } = await loaded;
  const { adapter, close, scriptFault } = connectTo(url);
  const datamodels = files.map((file) => [file.path, file.content]);
  try {
    const engine = await SchemaEngine.new({ datamodels }, () => undefined, adapter);
    return await body(engine);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError && panic)
      throw new Error(`Schema engine: ${panic}`, { cause: error });
    const fault = scriptFault();
    if (!fault) throw error;
    const name = String((error as Error).message).match(/migration_name="([^"]+)"/)?.[1] ?? "script";
    throw new Error(`${name}: ${fault.message}`, { cause: fault });
  } finally {
    await close();
  }
}

/** The `*.prisma` files of a folder, sorted by name. */
export function readSchema(folder = schemaFolder): SchemaFile[] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({ path: `prisma/schema/${name}`, content: fs.readFileSync(path.join(folder, name), "utf8") }));
}

/** Names of the migrations on disk, oldest first. */
export function migrationNames(folder = migrationsFolder): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(path.join(folder, name, "migration.sql")))
    .sort();
}

function readMigrations(folder: string): MigrationsList {
  const lockPath = path.join(folder, "migration_lock.toml");
  return {
    baseDir: folder,
    lockfile: {
      path: "migration_lock.toml",
      content: fs.existsSync(lockPath) ? fs.readFileSync(lockPath, "utf8") : null,
    },
    shadowDbInitScript: "",
    migrationDirectories: migrationNames(folder).map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: fs.readFileSync(path.join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  };
}

/**
 * A migration that failed, or whose process died, was rolled back whole by Postgres. Prisma would refuse to go on until
 * someone says so; we know it, as every script is one transaction.
 */
async function forgetFailures(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') AS history");
  if (!rows[0]?.history) return;
  await client.query(
    "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL",
  );
}

/**
 * Applies the migrations that a database has not seen, oldest first, as its owner. Two callers at once take turns.
 * @param ownerUrl address that signs in as the owner of the tables
 * @returns names of the migrations applied now
 * @throws with the migration's name and Postgres' own words; a failed one leaves nothing behind and is tried again the next time
 */
export async function applyMigrations(ownerUrl: string, folder = migrationsFolder): Promise<string[]> {
  const turn = new pg.Client({ connectionString: ownerUrl });
  await turn.connect();
  try {
    await turn.query(`SELECT pg_advisory_lock(${advisoryLock})`);
    await forgetFailures(turn);
    return await withEngine(ownerUrl, readSchema(), async (engine) => {
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: readMigrations(folder),
        filters,
      });
      return appliedMigrationNames;
    });
  } finally {
    await turn.end();
  }
}

/**
 * SQL that leads from one schema to another, as Prisma would write it. Triggers, policies, checks and grants are none of
 * its business: they are written by hand into the migration.
 * @param url any reachable database; the engine asks its version and reads nothing else
 */
export async function schemaDifference(
  url: string,
  from: SchemaFile[] | "empty",
  to: SchemaFile[] = readSchema(),
): Promise<string> {
  const side = (files: SchemaFile[] | "empty"): SchemaSide =>
    files === "empty" ? { tag: "empty" } : { tag: "schemaDatamodel", files };
  return withEngine(url, to, async (engine) => {
    const { stdout } = await engine.diff({ from: side(from), to: side(to), script: true, exitCode: null, filters });
    return stdout ?? "";
  });
}
