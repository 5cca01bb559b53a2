import pg from "pg";
import { allEdges } from "./workflow-edges";

/**
 * Writes the machines' edges into `workflow_edge`, in one transaction, and removes those no machine has. Run by the owner after
 * migrations: the table is how the database knows which moves exist.
 */
export async function syncEdges(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const edges = allEdges();
    await client.query("BEGIN");
    await client.query("DELETE FROM workflow_edge");
    await client.query(
      `INSERT INTO workflow_edge (document, move, from_state, to_state)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
      [
        edges.map((e) => e.document),
        edges.map((e) => e.move),
        edges.map((e) => e.fromState),
        edges.map((e) => e.toState),
      ],
    );
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}
