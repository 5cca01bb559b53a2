import path from "node:path";
import { defineConfig } from "prisma/config";

// Kept beside what it configures; every call names it with --config.
export default defineConfig({
  schema: path.join(import.meta.dirname, "schema"),
  migrations: { path: path.join(import.meta.dirname, "migrations") },
  // Only `prisma studio` and the like connect; generating needs none.
  datasource: { url: process.env.OWNER_DATABASE_URL ?? "" },
});
