import { parseArgs } from "node:util";
import { exportUrls, openDatabase } from "./database";
import type { FirstAdministrator } from "./first-administrator";
import { generateClient } from "./generate";
import { LaunchFault, print, runCommand, say } from "./say";

// `npm run first-admin -- --username NAME [--name "Shown name"] [--area 42]`: the first person of an empty server, with a
// password for one sign-in that is printed once and has to be changed.

const usage = 'npm run first-admin -- --username NAME [--name "Shown name"] [--area 42]';

async function createAdministrator(options: FirstAdministrator): Promise<string> {
  // What follows imports the generated client, so it may be loaded only now.
  const { areasKnown, createFirstAdministrator } = await import("./first-administrator");
  const { seedAreas } = await import("@/prisma/seed/areas");
  if (!(await areasKnown())) {
    say("正在装入行政区划……", "Loading the division tree …");
    await seedAreas();
  }
  return createFirstAdministrator(options);
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
