import fs from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { syncEdges } from "@/prisma/sync-edges";
import { applyMigrations } from "@/lib/platform/db/migrate";
import { urlsOn } from "@/lib/platform/launch/database";
import { startCluster } from "@/lib/platform/launch/embedded";
import { generateClient } from "@/lib/platform/launch/generate";
import { sweepLeftovers, testServerFolder } from "@/tests/support/leftovers";
import { createOwnedDatabase, prepareRoles } from "@/lib/platform/launch/roles";

/** What a test file needs to make itself a database; see `freshDatabase`. */
export interface TestServer {
  port: number;
  adminUrl: string;
  passwords: { owner: string; app: string; jobs: string };
  /** Database built by the migrations, to be cloned and never written to. */
  template: string;
}

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Starts a server of the tests' own on a free port, with one migrated database that each test file clones. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  generateClient();
  sweepLeftovers();
  const folder = testServerFolder();
  const passwords = { owner: "owner-of-tests", app: "app-of-tests", jobs: "jobs-of-tests" };
  const cluster = await startCluster({
    folder: path.join(folder, "postgres"),
    superuserPassword: "superuser-of-tests",
    settings: ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
  });
  const stop = async () => {
    await cluster.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    const template = "changping_template";
    const urls = urlsOn(cluster.port, template, passwords);
    await createOwnedDatabase(cluster.adminUrl, urls.ownerUrl);
    await prepareRoles(urls);
    await applyMigrations(urls.ownerUrl);
    await syncEdges(urls.ownerUrl);
    project.provide("testServer", { port: cluster.port, adminUrl: cluster.adminUrl, passwords, template });
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
