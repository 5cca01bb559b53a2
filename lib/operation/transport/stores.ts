import type { SiteKind } from "@/lib/platform/db/generated/enums";

const STORES: ReadonlySet<SiteKind> = new Set<SiteKind>(["reserveNode", "hub", "transitStation"]);

/** Does this kind of site keep stock of its own? What arrives elsewhere (hospital, community, treatment site) has left the ledger. */
export const isStore = (kind: SiteKind): boolean => STORES.has(kind);
