import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Running } from "../service.ts";

/** A port whose answers can be looked into. */
export interface WatchedServer {
  readonly url: string;
  /** Bytes that wait in this process for the reader whose request carries this `x-reader`; -1 where there is none. */
  readonly waitingFor: (reader: string) => number;
  readonly close: () => Promise<void>;
}

/** Serves an application as `main` does, and watches what waits for its readers. */
export const watchedServer = async (running: Running, serverOptions: object = {}): Promise<WatchedServer> => {
  const answers = new Map<string, ServerResponse>();
  const server = await new Promise<Server>((resolve) => {
    const made = serve({ fetch: running.app.fetch, hostname: "127.0.0.1", port: 0, serverOptions }, () => resolve(made as Server));
  });
  server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    const reader = String(request.headers["x-reader"]);
    answers.set(reader, response);
    response.once("close", () => answers.delete(reader));
  });
  // An address on TCP is an AddressInfo; Node's type also covers pipes.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    // What the answer holds, its socket's share included.
    waitingFor: (reader) => answers.get(reader)?.writableLength ?? -1,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
