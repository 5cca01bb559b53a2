/** The programme interface asked as a client would, with its answers held against the committed description. */
import fs from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { z } from "zod";
import { GET as getList } from "@/app/api/v1/[list]/route";
import { makeToken } from "@/lib/platform/access-tokens/commands";
import type { Actor } from "@/lib/platform/auth/actor";

/** The description as committed. */
export const committed = fs.readFileSync(path.resolve(import.meta.dirname, "../../public/openapi.json"), "utf8");

type Schemas = Record<string, Record<string, unknown>>;
const schemas: Schemas = JSON.parse(committed.replaceAll("#/components/schemas/", "#/$defs/")).components.schemas;
/** The committed schema of a name, as something that checks. */
export const checker = (name: string) => z.fromJSONSchema({ ...schemas[name], $defs: schemas });
const problemChecker = checker("Problem");

const tokens = new Map<Actor, string>();
/** A token of the person's own, the same each time. */
export async function tokenOf(actor: Actor): Promise<string> {
  const known = tokens.get(actor);
  if (known) return known;
  const { token } = await makeToken(actor, { name: "测试", days: "7" });
  tokens.set(actor, token);
  return token;
}

export interface Answer {
  status: number;
  type: string | null;
  headers: Headers;
  body: {
    data: Record<string, unknown>[];
    next: string | null;
    previous: string | null;
    code?: string;
    detail?: string;
  };
}
export const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  type: response.headers.get("content-type"),
  headers: response.headers,
  body: await response.json(),
});

/** Asks for a list with whatever stands in the header, or none. */
export const ask = async (list: string, query: string, authorization: string | null, address = "10.0.0.1") =>
  answerOf(
    await getList(
      new Request(`http://localhost/api/v1/${list}${query}`, {
        headers: { ...(authorization === null ? {} : { authorization }), "x-forwarded-for": address },
      }),
      { params: Promise.resolve({ list }) },
    ),
  );

/** Asks for a list with a token of the person's own. */
export const asked = async (actor: Actor, list: string, query = "") =>
  ask(list, query, `Bearer ${await tokenOf(actor)}`);

/** Checks that an answer is the problem of that status and code, in the committed schema. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.type).toBe("application/problem+json");
  expect(problemChecker.safeParse(answer.body).error).toBeUndefined();
}
