import { generateClient } from "./generate";
import { takeLock } from "./lock";

const commands = { production: "npm start", development: "npm run dev" } as const;

/** Takes the checkout for this process, generates what git does not keep, and runs the product until it is told to stop. */
export async function launch(mode: keyof typeof commands): Promise<void> {
  const lock = await takeLock("launch", commands[mode], 1500);
  try {
    generateClient();
    // What follows imports the generated client, so it may be loaded only now.
    const { runProduct } = await import("./run");
    await runProduct(mode, lock.announceStopping);
  } finally {
    lock.release();
  }
}
