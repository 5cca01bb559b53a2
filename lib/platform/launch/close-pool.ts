import { disconnect } from "@/lib/platform/db/client";

/** Closes this process's connections: for commands that stop the server they used right afterwards. */
export const closePool = (): Promise<void> => disconnect();
