import { systemActor } from "@/lib/platform/auth/actor";
import { hashPassword } from "@/lib/platform/auth/password";
import { write } from "@/lib/platform/db/access";
import { signIns } from "./sign-ins";

/** The scenario's simulated people with their assignments. */
export async function seedPeople(): Promise<void> {
  const hashes = new Map<string, string>();
  for (const { password } of signIns) if (!hashes.has(password)) hashes.set(password, await hashPassword(password));
  await write(systemActor("seed"), async (db) => {
    const hub = await db.site.findFirstOrThrow({ where: { kind: "hub" } });
    const community = await db.site.findFirstOrThrow({
      where: { kind: "communityPoint", name: { contains: "桃源社区" } },
    });
    for (const person of signIns) {
      const areaCode = person.areaCode === "community" ? community.areaCode : person.areaCode;
      const site =
        person.siteCode === "hub"
          ? hub
          : person.siteCode
            ? await db.site.findUniqueOrThrow({ where: { code: person.siteCode } })
            : null;
      await db.person.create({
        data: {
          username: person.username,
          name: person.name,
          nameEn: person.nameEn,
          status: "active",
          areaCode,
          passwordHash: hashes.get(person.password),
          simulated: true,
          assignments: {
            create: { role: person.role, areaCode: site?.areaCode ?? areaCode, siteId: site?.id ?? null },
          },
        },
      });
    }
  });
}
