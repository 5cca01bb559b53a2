"use client";

import { useCallback, useRef, useState, useTransition } from "react";
import type { Failure, Result } from "@/lib/platform/errors";
import { requestKey } from "./request-key";

/** A server action made by `action(schema, command)`. */
export type ServerAction<T> = (envelope: { input: unknown; key?: string }) => Promise<Result<T>>;

/**
 * Calls a server action with a request key. The key stays the same until the action answered, so a retry after a lost connection
 * repeats the same request; a lost connection is reported as such and never as success.
 */
export function useAction<T>(action: ServerAction<T>) {
  const key = useRef<string | null>(null);
  const [pending, start] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useCallback(
    (input: unknown, onDone?: (value: T) => void) => {
      setFailure(null);
      key.current ??= requestKey();
      start(async () => {
        try {
          const result = await action({ input, key: key.current ?? undefined });
          key.current = null;
          if (result.ok) onDone?.(result.value);
          else setFailure(result.failure);
        } catch (error) {
          if (error instanceof Error && "digest" in error && String(error.digest).startsWith("NEXT_")) throw error;
          setFailure({ kind: "bug", reason: { key: "errors.network" } });
        }
      });
    },
    [action],
  );
  return { run, pending, failure, clear: () => setFailure(null) };
}
