import { incidentMachine } from "@/lib/decision/incident/machine";
import { type Edge, edgesOf, type Machine } from "@/lib/platform/workflow/machine";

/** Every machine of the system. A new one is a line here; the database refuses its moves until the edges are synced by `npm run migrate`. */
export const MACHINES: readonly Machine[] = [incidentMachine];

/** The whole table of edges, as `workflow_edge` must hold it. */
export const allEdges = (): Edge[] => MACHINES.flatMap(edgesOf);
