import fs from "node:fs";
import { inCheckout } from "@/lib/platform/launch/folders";
import { print } from "@/lib/platform/launch/say";
import { openApiText } from "./openapi";

// `npm run openapi`: writes the description of the interface anew, after a list or a column changed.
fs.writeFileSync(inCheckout("public/openapi.json"), openApiText());
print("public/openapi.json");
