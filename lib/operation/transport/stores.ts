import type { SiteKind } from "@/lib/platform/db/generated/enums";

/** Kinds of sites that keep stock of their own and may send it out. */
export const STORE_KINDS = ["reserveNode", "hub", "transitStation"] as const satisfies readonly SiteKind[];
const STORES: ReadonlySet<SiteKind> = new Set<SiteKind>(STORE_KINDS);

/** Does this kind of site keep stock of its own? What arrives elsewhere (hospital, community, treatment site) has left the ledger. */
export const isStore = (kind: SiteKind): boolean => STORES.has(kind);
