import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { exportUrls, openDatabase } from "./database";
import { generateClient } from "./generate";
import { LaunchFault, print, runCommand, say } from "./say";

// `npm run first-admin -- --username NAME [--name "Shown name"] [--area 42]`: the first person of an empty server, with a
// password for one sign-in that is printed once and has to be changed.

const usage = 'npm run first-admin -- --username NAME [--name "Shown name"] [--area 42]';

async function createAdministrator(options: { username: string; name: string; areaCode: string }): Promise<string> {
  // What follows imports the generated client, so it may be loaded only now.
  const { systemActor } = await import("@/lib/platform/auth/actor");
  const { hashPassword } = await import("@/lib/platform/auth/password");
  const { read, write } = await import("@/lib/platform/db/access");
  const { seedAreas } = await import("@/prisma/seed/areas");
  const actor = systemActor("first-admin");
  if ((await read(actor, (db) => db.person.count())) > 0) {
    throw new LaunchFault(
      "已有用户：请由现任管理员在人员页面邀请。",
      "There are people already: let an administrator invite others from the people page.",
    );
  }
  if ((await read(actor, (db) => db.area.count())) === 0) {
    say("正在装入行政区划……", "Loading the division tree …");
    await seedAreas();
  }
  const { username, name, areaCode } = options;
  if (!(await read(actor, (db) => db.area.findUnique({ where: { code: areaCode } })))) {
    throw new LaunchFault(`没有区划代码 ${areaCode}。`, `There is no area of code ${areaCode}.`);
  }
  const password = randomBytes(12).toString("base64url");
  const passwordHash = await hashPassword(password);
  await write(actor, (db) =>
    db.person.create({
      data: {
        username,
        name,
        status: "active",
        areaCode,
        passwordHash,
        mustChangePassword: true,
        assignments: { create: { role: "administrator", areaCode } },
      },
    }),
  );
  return password;
}

await runCommand(async () => {
  const { values } = parseArgs({
    options: { username: { type: "string" }, name: { type: "string" }, area: { type: "string", default: "42" } },
  });
  const username = values.username?.trim();
  if (!username || !/^[a-z][a-z0-9._-]{2,31}$/.test(username)) {
    throw new LaunchFault(`用法：${usage}`, "A user name has 3 to 32 small letters, digits, dots or dashes.");
  }
  generateClient();
  const database = await openDatabase();
  try {
    Object.assign(process.env, exportUrls(database));
    const password = await createAdministrator({ username, name: values.name ?? username, areaCode: values.area });
    print(`用户名 username  ${username}`);
    print(`一次性密码 one-time password  ${password}`);
  } finally {
    if (!database.adopted) await database.stop();
  }
});
process.exit();
