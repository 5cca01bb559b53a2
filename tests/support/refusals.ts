import { expect } from "vitest";
import { Refusal } from "@/lib/platform/errors";

/** What a promise failed with; null when it did not. */
export const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

/** The refusal a promise failed with; the test fails when it did not fail, or with something else. */
export async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const error = await caught(promise);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}
