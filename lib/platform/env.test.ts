import { describe, expect, it } from "vitest";
import { EnvironmentFault, readEnvironment } from "./env";

const good = {
  DATABASE_URL: "postgresql://changping_app:secret@127.0.0.1:5432/changping",
  JOBS_DATABASE_URL: "postgresql://changping_jobs:secret@127.0.0.1:5432/changping",
  NEXTAUTH_SECRET: "x".repeat(48),
  NEXTAUTH_URL: "http://localhost:3000",
};

function faultsOf(source: Record<string, string | undefined>): string[] {
  try {
    readEnvironment(source);
  } catch (error) {
    if (error instanceof EnvironmentFault) return error.faults;
    throw error;
  }
  return [];
}

describe("readEnvironment", () => {
  it("fills in what has a default", () => {
    expect(readEnvironment(good)).toMatchObject({ PORT: 3000, HOST: "0.0.0.0", TRUST_PROXY: false, LOG_LEVEL: "info" });
  });

  it("counts an empty string as not set", () => {
    expect(readEnvironment({ ...good, PORT: "", OIDC_ISSUER: "" }).PORT).toBe(3000);
  });

  it("names every fault at once, one line each", () => {
    const faults = faultsOf({ ...good, DATABASE_URL: undefined, PORT: "many", NEXTAUTH_SECRET: "short" });
    expect(faults.map((fault) => fault.split(" ")[0]).sort()).toEqual(["DATABASE_URL", "NEXTAUTH_SECRET", "PORT"]);
  });

  it("keeps the places of zoom and tile in a tile address", () => {
    const MAP_TILE_URL = "https://tiles.example.org/{z}/{x}/{y}.png";
    expect(readEnvironment({ ...good, MAP_TILE_URL }).MAP_TILE_URL).toBe(MAP_TILE_URL);
  });

  it("never repeats a secret in a fault", () => {
    expect(faultsOf({ ...good, NEXTAUTH_SECRET: "hunter2" }).join()).not.toContain("hunter2");
  });

  it("wants the identity provider whole or not at all", () => {
    expect(faultsOf({ ...good, OIDC_ISSUER: "https://id.example.org" })).toEqual([
      expect.stringContaining("OIDC_CLIENT_ID, OIDC_CLIENT_SECRET missing"),
    ]);
  });
});
