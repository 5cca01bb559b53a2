import type { Role } from "@/lib/platform/db/generated/enums";

/** One line of what a person may be: role × area × (site). */
export interface ActorAssignment {
  role: Role;
  areaCode: string;
  siteId: string | null;
}

declare const proof: unique symbol;

/**
 * Who is asking. Branded: only `requireActor` and `callerOf` (a person, from the session or a token and a fresh row of the database) and
 * `systemActor` (a named job) make one, so a command that forgot the gate does not compile.
 */
export interface Actor {
  readonly [proof]: true;
  /** null for a system actor. */
  readonly personId: string | null;
  readonly name: string;
  readonly username: string;
  readonly system: boolean;
  readonly assignments: readonly ActorAssignment[];
}

/** The one place the brand is put on. Imported by this folder only (a signed-in person, a person named at the terminal); the architecture test says so. */
export function brandActor(fields: Omit<Actor, typeof proof>): Actor {
  return Object.freeze({ ...fields }) as Actor;
}

/**
 * Actor of a job, a seed or an import from the command line: reaches everything, is named in the audit trail.
 * @param job short name of the job, e.g. `freshness`
 */
export function systemActor(job: string): Actor {
  return brandActor({
    personId: null,
    name: `system:${job}`,
    username: `system:${job}`,
    system: true,
    assignments: [],
  });
}
