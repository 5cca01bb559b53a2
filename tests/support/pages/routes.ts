import fs from "node:fs";
import path from "node:path";
import { inCheckout } from "@/lib/platform/launch/folders";
import type { ConsolePage } from "./console";

/** Pages that nobody can look at, each with its reason. */
export const NOT_SHOWN: Readonly<Record<string, string>> = {
  "/": "sends on to the page a person begins with",
  "/dev/components": "only there in development",
};

/** Pages outside the console, which have a look of their own. */
export const OUTSIDE_ROUTES = ["/sign-in", "/invite/[token]", "/change-password"];

/** Every page the product has, as the folders of `app/` name it: `/operation/demand/[id]/edit`. */
export function routesOfApp(): string[] {
  const app = inCheckout("app");
  return fs
    .readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => {
      const folders = path.dirname(file).split(path.sep);
      return `/${folders.filter((folder) => folder !== "." && !/^\(.*\)$/.test(folder)).join("/")}`;
    })
    .sort();
}

/** The page a visit leads to, named like a route. */
export const routeOf = ({ path: address, first, onward = "", about }: ConsolePage): string =>
  about?.split("?")[0] ?? `${address.split("?")[0]}${first ? "/[id]" : ""}${onward}`;
