import fs from "node:fs";
import { closeEmbedded } from "@/lib/platform/launch/database";
import { dataFolder } from "@/lib/platform/launch/folders";
import { launch } from "@/lib/platform/launch/launch";
import { runCommand } from "@/lib/platform/launch/say";
import { IDENTITY_CLIENT, startIdentityService } from "../support/identity-service";

// The product as a person starts it, on a data folder that begins empty each time. `CHANGPING_DATA` and `PORT` are set by
// the Playwright configuration.
await runCommand(async () => {
  if (fs.existsSync(dataFolder())) {
    closeEmbedded();
    fs.rmSync(dataFolder(), { recursive: true, force: true });
  }
  process.env.OIDC_ISSUER = await startIdentityService(Number(process.env.PORT) + 1);
  process.env.OIDC_CLIENT_ID = IDENTITY_CLIENT.id;
  process.env.OIDC_CLIENT_SECRET = IDENTITY_CLIENT.secret;
  process.env.OIDC_NAME = IDENTITY_CLIENT.name;
  await launch("production");
});
process.exit();
