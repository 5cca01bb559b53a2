import { systemActor } from "@/lib/platform/auth/actor";
import { hashPassword } from "@/lib/platform/auth/password";
import { newSecret } from "@/lib/platform/auth/secret";
import { read, write } from "@/lib/platform/db/access";
import { publish } from "@/lib/platform/events/publish";
import { LaunchFault } from "./say";

const actor = systemActor("first-admin");

/** Who is to be the first person of an empty server. */
export interface FirstAdministrator {
  username: string;
  name: string;
  areaCode: string;
}

/** Whether the division tree is there: an assignment needs an area. */
export const areasKnown = async (): Promise<boolean> => (await read(actor, (db) => db.area.count())) > 0;

/**
 * Makes the first person of an empty server, an administrator. Of two who ask at once one gets it.
 * @returns a random password for one sign-in: nothing else opens until it is changed
 * @throws LaunchFault when there are people already, or no such area
 */
export async function createFirstAdministrator({ username, name, areaCode }: FirstAdministrator): Promise<string> {
  const password = newSecret(12);
  const passwordHash = await hashPassword(password);
  await write(actor, async (db) => {
    await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('first-admin'))::text AS turn`;
    if ((await db.person.count()) > 0)
      throw new LaunchFault(
        "已有用户：请由现任管理员在人员页面邀请。",
        "There are people already: let an administrator invite others from the people page.",
      );
    if (!(await db.area.findUnique({ where: { code: areaCode } })))
      throw new LaunchFault(`没有区划代码 ${areaCode}。`, `There is no area of code ${areaCode}.`);
    const person = await db.person.create({
      data: {
        username,
        name,
        status: "active",
        areaCode,
        passwordHash,
        mustChangePassword: true,
        assignments: { create: { role: "administrator", areaCode } },
      },
    });
    await publish(db, actor, {
      type: "person.created",
      documentKind: "person",
      documentId: person.id,
      documentNumber: username,
      areaCode,
      payload: { state: "active", facts: { role: "administrator", areaCode } },
    });
  });
  return password;
}
