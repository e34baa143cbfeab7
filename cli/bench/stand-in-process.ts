/** A stand-in that serves until it is told to close: the process behind `StandIn`, which it tells what it has done. */
import { closeGround, openGround } from "../engine/session";
import type { Ready, Sent, Work } from "./stand-in";

const tell = (message: Ready | Work): void => void process.send?.(message);

void (async () => {
  const sent: Sent[] = [];
  const ground = await openGround(process.argv[2] ?? "", {
    latencyMs: Number(process.argv[3]),
    log: ({ sql, role, client, error }) => sent.push({ sql, role, client, failed: error !== undefined }),
  });
  let since = process.cpuUsage();
  process.on("message", (asked) => {
    if (asked === "take") {
      const { user, system } = process.cpuUsage(since);
      since = process.cpuUsage();
      tell({ statements: sent.splice(0), cpuSeconds: (user + system) / 1e6 });
    } else void closeGround(ground).then(() => process.disconnect());
  });
  // Nobody is left to ask.
  process.on("disconnect", () => process.exit());
  tell({ port: ground.server.port, signIn: ground.signIn });
})();
