/**
 * Graceful shutdown. Whoever holds something open (an event stream, a job runner, a pool) registers how to let go.
 * In production `server.mjs` calls the closers on SIGTERM and cuts what is left after a few seconds; under `next dev`
 * `instrumentation.ts` does. The registry hangs on `globalThis` because bundles do not share module state.
 */
interface Shutdown {
  draining: boolean;
  closers: Map<string, Set<() => void | Promise<void>>>;
}

// The same key is read in server.mjs, which runs before anything is compiled.
const key = Symbol.for("changping.shutdown");

function registry(): Shutdown {
  const shelf = globalThis as { [key]?: Shutdown };
  shelf[key] ??= { draining: false, closers: new Map() };
  return shelf[key];
}

/**
 * Registers a closer under a name for the log.
 * @returns takes it back, for what ends before the server does (an event stream whose browser left)
 */
export function onShutdown(name: string, close: () => void | Promise<void>): () => void {
  const { closers } = registry();
  const named = closers.get(name) ?? new Set();
  closers.set(name, named);
  named.add(close);
  return () => named.delete(close);
}

/** True once the server has begun to stop: readiness answers no, new streams are refused. */
export function isDraining(): boolean {
  return registry().draining;
}

/** Calls every closer once and waits for all; a closer that fails does not hold up the others. */
export async function closeEverything(): Promise<void> {
  const shutdown = registry();
  shutdown.draining = true;
  const all = [...shutdown.closers.values()].flatMap((closers) => [...closers]);
  shutdown.closers.clear();
  await Promise.allSettled(all.map(async (close) => close()));
}
