/**
 * What the launcher tells the person at the terminal: one short line in Chinese and English.
 * Progress goes to standard error, so that a command's own result stays alone on standard output.
 */
const startedAtMs = performance.now();

// Whoever read our words may be gone before us (a closed terminal, a killed parent): the database is still to be stopped in order.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

/** One line of progress with the seconds since the command began. */
export function say(chinese: string, english: string): void {
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1).padStart(6);
  process.stderr.write(`${seconds} s  ${chinese}  ${english}\n`);
}

/** A line of result on standard output. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** A fault the operator can mend: shown as its message alone, without a stack. */
export class LaunchFault extends Error {
  override name = "LaunchFault";
  constructor(chinese: string, english: string) {
    super(`${chinese}\n        ${english}`);
  }
}

/** Runs a command's body; a fault ends the process with code 1 and one clear message. */
export async function runCommand(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    const text = error instanceof LaunchFault ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`\n出错 failed: ${text}\n`);
    process.exitCode = 1;
  }
}
