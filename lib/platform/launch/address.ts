import net from "node:net";
import os from "node:os";
import { signIns } from "@/prisma/seed/sign-ins";
import { LaunchFault, print } from "./say";

/** Port and address the site is served on. */
export interface Listening {
  port: number;
  host: string;
}

/** What `PORT` and `HOST` ask for. */
export function listening(): Listening {
  return { port: Number(process.env.PORT || 3000), host: process.env.HOST || "0.0.0.0" };
}

/** Fails early and clearly when somebody else serves there; waits a little for a server that is just going. */
export async function claimPort({ port, host }: Listening): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const fault = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      const probe = net.createServer();
      probe.once("error", resolve);
      probe.listen(port, host, () => probe.close(() => resolve(undefined)));
    });
    if (!fault) return;
    if (fault.code === "EADDRINUSE" && attempt < 25) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    if (fault.code === "EADDRINUSE") {
      throw new LaunchFault(
        `端口 ${port} 已被占用。换一个：PORT=${port + 1} npm start`,
        `Port ${port} is taken. Choose another:  PORT=${port + 1} npm start`,
      );
    }
    throw new LaunchFault(`无法监听 ${host}:${port}。`, `Cannot listen on ${host}:${port}: ${fault.message}`);
  }
}

/** Addresses at which other devices of the local network reach us. */
function localNetworkAddresses(port: number): string[] {
  return Object.values(os.networkInterfaces())
    .flatMap((faces) => faces ?? [])
    .filter((face) => face.family === "IPv4" && !face.internal)
    .map((face) => `http://${face.address}:${port}`);
}

/** Prints where the site is and, for a seeded scenario, one sign-in a role. */
export function announce({ port, host }: Listening, withSignIns: boolean): void {
  print();
  print(`常平 Changping   http://localhost:${port}`);
  if (host === "0.0.0.0") {
    for (const address of localNetworkAddresses(port)) print(`局域网 on the local network   ${address}`);
  }
  if (withSignIns) {
    print();
    print("演示账号 Simulated sign-ins (用户名 username / 密码 password)");
    const shown = signIns.filter((signIn) => !signIn.further);
    const widest = Math.max(...shown.map((signIn) => signIn.username.length));
    for (const { username, password, role } of shown) print(`  ${username.padEnd(widest)}  ${password}  ${role}`);
  }
  print();
  print("Ctrl-C 停止 stops");
}
