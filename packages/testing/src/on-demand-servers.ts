import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

export type OnDemandServers = {
  /** Asked over loopback by the processes that run the tests. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

type Stoppable = { readonly stop: () => Promise<void> };

/** Starts PostgreSQL or NATS when a test first asks for it: packages that need none pay nothing. */
export const serveOnDemand = async (): Promise<OnDemandServers> => {
  const { temporaryFolder } = await import("@cpts/servers/temporary-folder");
  const folder = temporaryFolder();
  const started: Array<Promise<Stoppable | null>> = [];
  const remember = <A extends Stoppable | null>(starting: Promise<A>): Promise<A> => {
    started.push(starting);
    return starting;
  };
  const postgres = once(() => remember(startPostgresIn(folder.path)));
  const nats = once(() => remember(startNatsIn(folder.path)));
  const addresses: Readonly<Record<string, () => Promise<string>>> = {
    postgres: async () => (await postgres()).adminUrl,
    nats: async () => (await nats())?.url ?? "",
  };
  // Only those who know the path may start servers here.
  const secret = randomUUID();
  const server = createServer((request, response) => {
    const [, given, name = ""] = (request.url ?? "").split("/");
    const address = given === secret ? addresses[name] : undefined;
    void answer(response, address);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  // An address on TCP is an AddressInfo; Node's type also covers pipes.
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    const settled = await Promise.allSettled(started);
    await Promise.all(settled.map((one) => (one.status === "fulfilled" ? one.value?.stop() : undefined)));
    folder.remove();
  };
  return { url: `http://127.0.0.1:${port}/${secret}`, close };
};

const startPostgresIn = async (folder: string) => {
  const { startPostgres } = await import("@cpts/servers/postgres");
  return startPostgres({ dataDir: join(folder, "postgres"), durable: false });
};

const startNatsIn = async (folder: string) => {
  const { findNats, startNats } = await import("@cpts/servers/nats");
  const binary = findNats();
  return binary === null ? null : startNats({ storeDir: join(folder, "nats"), binary });
};

const answer = async (response: ServerResponse, address: (() => Promise<string>) | undefined): Promise<void> => {
  response.setHeader("connection", "close");
  if (address === undefined) return void response.writeHead(404).end();
  try {
    response.end(await address());
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
};

const once = <A>(start: () => Promise<A>): (() => Promise<A>) => {
  let result: Promise<A> | undefined;
  return () => (result ??= start());
};
