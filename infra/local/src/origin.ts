import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { errorCode } from "@cpts/servers/error-code";

/** The port cannot be listened on. */
export class PortUnavailable extends Error {
  readonly port: number;
  readonly code: string | undefined;
  constructor(port: number, code: string | undefined) {
    super(`port ${port} cannot be listened on (${code})`);
    this.name = "PortUnavailable";
    this.port = port;
    this.code = code;
  }
}

/** An application without a port. */
export interface App {
  readonly fetch: Parameters<typeof getRequestListener>[0];
}

/** The one address of the platform, on the loopback interface only: each part answers under its prefix. */
export interface Origin {
  readonly url: string;
  /** From now on `/<prefix>/...` is answered by the application, which sees `/...`. The prefix "" has all that no other has. */
  readonly mount: (prefix: string, app: App) => void;
  /** Takes no new request, and waits for those under way; long polls of a feed are not waited for. */
  readonly drain: (patienceMs: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Opens the address at once: a request to a part that is still starting waits for it, so no order of start matters. */
export const openOrigin = async (port: number, prefixes: ReadonlyArray<string>): Promise<Origin> => {
  const parts = new Map(["", ...prefixes].map((prefix) => [prefix, Promise.withResolvers<Listener>()]));
  const underWay = new Set<ServerResponse>();
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 10_000 }, (request, response) => {
    const [, prefix = "", rest = "", query = ""] = /^\/([^/?]*)(\/[^?]*)?(\?.*)?$/su.exec(request.url ?? "/") ?? [];
    const named = parts.get(prefix);
    if (named !== undefined && prefix !== "") request.url = (rest === "" ? "/" : rest) + query;
    if (!rest.startsWith("/v1/events")) {
      underWay.add(response);
      response.once("close", () => underWay.delete(response));
    }
    void (named ?? parts.get(""))?.promise.then((listener) => listener(request, response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new PortUnavailable(port, errorCode(error))));
    server.listen(port, "127.0.0.1", resolve);
  });
  // An address on TCP is an AddressInfo; Node's type also covers pipes.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    mount: (prefix, app) => parts.get(prefix)?.resolve(getRequestListener(app.fetch)),
    drain: async (patienceMs) => {
      server.close();
      server.closeIdleConnections();
      for (const deadline = Date.now() + patienceMs; underWay.size > 0 && Date.now() < deadline; await delay(20));
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
