import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { createGunzip, gzipSync } from "node:zlib";

import type { Answer } from "./answers";

/** A request of a driver, read whole. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Of the header `Authorization: Snowflake Token="..."`. */
  readonly token: string | undefined;
  /** The body's JSON object, empty where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** An answer, or text sent as it is. */
export type Reply = Answer | { readonly text: string };

/** Thrown by a handler to close the connection without a word. */
export class Dropped extends Error {}

/** Bodies below this many characters are not worth packing: nothing is gained on one machine but that drivers unpack. */
const packedFrom = 16_384;

/** Longer than any driver keeps an idle connection, so that none is closed under a request. */
const keepAliveMs = 600_000;

/** Names of this machine alone: a page of another host that resolves to 127.0.0.1 is sent away. */
const loopback = /^(?:127(?:\.\d+){3}|\[::1\]|(?:[\w-]+\.)*localhost)(?::\d+)?$/i;

/**
 * An HTTP server for handlers of whole requests: JSON in and out, gzip both ways.
 * @param onFault told of what a handler threw that is no `Dropped`: the client gets HTTP 500, which drivers retry
 */
export function httpServer(
  handle: (request: Request) => Promise<Reply>,
  onFault: (error: unknown) => void,
): Server {
  const server = createServer((message, response) => {
    serve(message, response, handle).catch((error: unknown) => {
      if (!(error instanceof Dropped)) onFault(error);
      if (error instanceof Dropped || response.headersSent) message.socket.destroy();
      else response.writeHead(500).end();
    });
  });
  server.keepAliveTimeout = keepAliveMs;
  server.requestTimeout = 0;
  return server;
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  handle: (request: Request) => Promise<Reply>,
): Promise<void> {
  if (!loopback.test(message.headers.host ?? "")) {
    response.writeHead(403).end("the stand-in answers this machine only");
    return;
  }
  const reply = await handle(await read(message));
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

async function read(message: IncomingMessage): Promise<Request> {
  const packed = message.headers["content-encoding"] === "gzip";
  const sent = await text(packed ? message.pipe(createGunzip()) : message);
  const url = new URL(message.url ?? "/", "http://127.0.0.1");
  return {
    method: message.method ?? "GET",
    // Version 5 of the Python connector sends `//` in one of them.
    path: url.pathname.replace(/\/{2,}/g, "/"),
    query: url.searchParams,
    token: /^Snowflake Token="([^"]*)"$/.exec(message.headers.authorization ?? "")?.[1],
    body: parseObject(sent),
  };
}

function parseObject(json: string): Request["body"] {
  if (json.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : {};
  } catch {
    // Telemetry may be anything; who needs a field finds it missing.
    return {};
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A field of a body as text, where it is one. */
export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
