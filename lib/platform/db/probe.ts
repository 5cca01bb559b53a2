import { client } from "./client";

/**
 * Resolves when the application's role gets an answer from the database.
 * @throws after `patienceMs`, or with the database's own error
 */
export async function databaseAnswers(patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${patienceMs} ms`)), patienceMs);
  });
  try {
    await Promise.race([client().$queryRaw`SELECT 1`, patience]);
  } finally {
    clearTimeout(timer);
  }
}
