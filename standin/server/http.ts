import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createGunzip, gzipSync } from "node:zlib";

import type { Answer } from "./answers";

/** A request as it is known before its body is read. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Of the header `Authorization: Snowflake Token="..."`. */
  readonly token: string | undefined;
  /** Aborted once the client has closed the connection without waiting for the answer. */
  readonly gone: AbortSignal;
}

/** A request of a driver, read whole. */
export interface Request extends RequestHead {
  /** The body's JSON object, empty where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A request whose body waits to be read: who may not ask has nothing read or unpacked. */
export interface Asked extends RequestHead {
  /**
   * @param most bytes of the body once unpacked
   * @throws Refused 413 for more, 400 for what cannot be read
   */
  readonly read: (most: number) => Promise<Request>;
}

/** An answer, or text sent as it is. */
export type Reply = Answer | { readonly text: string };

/** Thrown by a handler to close the connection without a word. */
export class Dropped extends Error {}

/** A request that is no request the server understands: it is told why, with an HTTP status. */
export class Refused extends Error {
  constructor(
    readonly status: 400 | 404 | 413,
    message: string,
    /** A Snowflake error's, where there is one for it. */
    readonly code: string | null = null,
  ) {
    super(message);
  }
}

/** Bodies below this many characters are not worth packing: nothing is gained on one machine but that drivers unpack. */
const packedFrom = 16_384;

/** Longer than any driver keeps an idle connection, so that none is closed under a request. */
const keepAliveMs = 600_000;

/** Names of this machine alone: a page of another host that resolves to 127.0.0.1 is sent away. */
const loopback = /^(?:127(?:\.\d+){3}|\[::1\]|(?:[\w-]+\.)*localhost)(?::\d+)?$/i;

/**
 * An HTTP server for handlers of requests: JSON in and out, gzip both ways.
 * @param onFault told of what a handler threw that is neither `Dropped` nor `Refused`: the client gets HTTP 500, which
 *   drivers retry
 */
export function httpServer(
  handle: (request: Asked) => Promise<Reply>,
  onFault: (error: unknown) => void,
): Server {
  const server = createServer((message, response) => {
    serve(message, response, handle).catch((error: unknown) => {
      if (error instanceof Dropped || response.headersSent) {
        message.socket.destroy();
        return;
      }
      if (error instanceof Refused) {
        refuse(message, response, error);
        return;
      }
      onFault(error);
      response.writeHead(500).end();
    });
  });
  server.keepAliveTimeout = keepAliveMs;
  server.requestTimeout = 0;
  return server;
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  handle: (request: Asked) => Promise<Reply>,
): Promise<void> {
  if (!loopback.test(message.headers.host ?? "")) {
    response.writeHead(403).end("the stand-in answers this machine only");
    return;
  }
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const head = headOf(message, gone.signal);
  const reply = await handle({
    ...head,
    read: async (most) => ({ ...head, body: parseObject(await textOfBody(message, most)) }),
  });
  const whole = "text" in reply ? reply.text : JSON.stringify(reply);
  const packs = whole.length >= packedFrom && /\bgzip\b/.test(String(message.headers["accept-encoding"]));
  const body = packs ? gzipSync(whole, { level: 1 }) : Buffer.from(whole);
  response.writeHead(200, {
    // A piece of rows is not whole JSON, and snowflake-sdk would read it as such by its type.
    "Content-Type": "text" in reply ? "application/octet-stream" : "application/json",
    "Content-Length": body.length,
    ...(packs ? { "Content-Encoding": "gzip" } : {}),
  });
  response.end(body);
}

/** What is left of a refused body is not read: the connection ends with the answer. */
function refuse(
  message: IncomingMessage,
  response: ServerResponse,
  { status, code, message: why }: Refused,
): void {
  const body = JSON.stringify({ success: false, code, message: why, data: null });
  response.writeHead(status, { "Content-Type": "application/json", Connection: "close" }).end(body, () => {
    message.destroy();
  });
}

/** What may stand in a path and its query (RFC 3986, 3.3 and 3.4). */
const targetForm = /^\/[\w\-.~!$&'()*+,;=:@%/?]*$/;

/** @throws Refused 400 where the address is none */
function headOf(message: IncomingMessage, gone: AbortSignal): RequestHead {
  const asked = message.url ?? "/";
  // Version 5 of the Python connector sends `//` in one of them.
  const address = `http://127.0.0.1${asked.replace(/^\/{2,}/, "/")}`;
  if (!targetForm.test(asked) || !URL.canParse(address))
    throw new Refused(
      400,
      `The path '${asked}' cannot be read; expected one like /queries/v1/query-request.`,
    );
  const url = new URL(address);
  return {
    method: message.method ?? "GET",
    path: url.pathname.replace(/\/{2,}/g, "/"),
    query: url.searchParams,
    token: /^Snowflake Token="([^"]*)"$/.exec(message.headers.authorization ?? "")?.[1],
    gone,
  };
}

async function textOfBody(message: IncomingMessage, most: number): Promise<string> {
  const encoding = message.headers["content-encoding"] ?? "identity";
  if (encoding !== "gzip" && encoding !== "identity")
    throw new Refused(400, `The body has Content-Encoding '${encoding}'; expected gzip or none.`);
  const unpacked = encoding === "gzip" ? message.pipe(createGunzip()) : message;
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of unpacked) {
      size += (piece as Uint8Array).length;
      if (size > most)
        throw new Refused(
          413,
          `The body holds more than ${most} bytes${encoding === "gzip" ? " once unpacked" : ""}, the most the stand-in takes here.`,
        );
      pieces.push(piece as Uint8Array);
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Refused(400, `The body cannot be read${encoding === "gzip" ? " as gzip" : ""}: ${why}.`);
  } finally {
    if (unpacked !== message) message.unpipe();
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** @throws Refused 400 for what is no JSON object */
function parseObject(json: string): Request["body"] {
  if (json.trim() === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refused(400, `The body is no JSON: ${why}.`);
  }
  if (!isObject(value)) throw new Refused(400, "The body is JSON but no object; drivers send an object.");
  return value;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A field of a body as text, where it is one. */
export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
