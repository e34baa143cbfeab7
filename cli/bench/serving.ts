import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";

import type { ServingFigures } from "./figures";
import type { Sent, StandIn } from "./stand-in";

const sessions = 4;

/** How long the stand-in is driven, in seconds: enough for its code to be compiled. */
const lasting = 5;

/**
 * How many statements a second a stand-in serves: what the provider's refresh reads, again and again, over HTTP, by
 * several sessions of which each sends one statement after another.
 * @param reads sent by a refresh of what the stand-in holds @param role that deploys
 */
export async function benchServing(
  standIn: StandIn,
  reads: readonly Sent[],
  role: string,
): Promise<ServingFigures> {
  const own = reads.filter((sent) => !sent.failed && sent.role === role).map(({ sql }) => sql);
  const clients = await Promise.all(Array.from({ length: sessions }, () => Client.open(standIn, role)));
  let statements = 0;
  const start = performance.now();
  const end = start + lasting * 1000;
  await Promise.all(
    clients.map(async (client, place) => {
      for (let i = place; performance.now() < end; i += sessions) {
        await client.run(own[i % own.length] ?? "SELECT 1");
        statements += 1;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  for (const client of clients) await client.close();
  return { sessions, statements, seconds };
}

/** As little of a driver as there can be, since its own work would be measured too. */
class Client {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private token: string | undefined;

  private constructor(private readonly port: number) {}

  static async open({ port, signIn }: StandIn, role: string): Promise<Client> {
    const client = new Client(port);
    const { token } = await client.post(`/session/v1/login-request?roleName=${role}`, {
      data: { LOGIN_NAME: signIn.user, PASSWORD: signIn.token },
    });
    client.token = String(token);
    return client;
  }

  async run(sqlText: string): Promise<void> {
    await this.post(`/queries/v1/query-request?requestId=${randomUUID()}`, { sqlText });
  }

  async close(): Promise<void> {
    await this.post("/session?delete=true", {});
    this.agent.destroy();
  }

  /** @returns the answer's data @throws where the stand-in refuses */
  private async post(path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    const answer = await new Promise<string>((resolve, reject) => {
      const headers = {
        "content-type": "application/json",
        ...(this.token === undefined ? {} : { authorization: `Snowflake Token="${this.token}"` }),
      };
      request(
        { host: "127.0.0.1", port: this.port, path, method: "POST", agent: this.agent, headers },
        (response) => void text(response).then(resolve, reject),
      )
        .on("error", reject)
        .end(JSON.stringify(body));
    });
    const { success, message, data } = JSON.parse(answer) as {
      readonly success: boolean;
      readonly message: string | null;
      readonly data: Readonly<Record<string, unknown>> | null;
    };
    if (!success) throw new Error(`${path.split("?")[0] ?? ""} of ${JSON.stringify(body)}: ${message ?? ""}`);
    return data ?? {};
  }
}
