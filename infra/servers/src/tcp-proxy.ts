import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export type TcpProxy = {
  readonly port: number;
  /** Adds a delay to every piece of data, in each direction. */
  readonly latency: (ms: number) => void;
  /** Resets every connection; new ones are welcome. */
  readonly cut: () => void;
  /** Resets every connection, and each new one at once, until `restore`. */
  readonly refuse: () => void;
  /** Nothing passes and nobody is told: no data, no FIN, new connections included. What was sent arrives after `restore`. */
  readonly blackHole: () => void;
  /** The network forgets the connections there are: nothing passes on them ever again, and nobody is told. New ones are welcome. */
  readonly strand: () => void;
  /** Ends every fault but `strand`. */
  readonly restore: () => void;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

/** What the faults change, read by every connection. */
type Weather = { latencyMs: number; refusing: boolean; passing: Promise<void>; letPass: () => void };

/** A connection; `silence` never resolves once it is stranded. */
type Connection = { silence: Promise<void> };

/** A network between a client and a server of this machine that fails on request, without privileges. */
export const startTcpProxy = async (target: { readonly port: number; readonly host?: string; readonly listenPort?: number }): Promise<TcpProxy> => {
  const weather: Weather = { latencyMs: 0, refusing: false, passing: Promise.resolve(), letPass: () => {} };
  const open = new Set<Socket>();
  const connections = new Set<Connection>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    client.on("error", () => {});
    if (weather.refusing) return void client.resetAndDestroy();
    const upstream = connect({ port: target.port, host: target.host ?? "127.0.0.1", allowHalfOpen: true, noDelay: true });
    upstream.on("error", () => client.resetAndDestroy());
    const connection: Connection = { silence: Promise.resolve() };
    connections.add(connection);
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      open.add(from);
      from.once("close", () => {
        open.delete(from);
        connections.delete(connection);
        void Promise.all([weather.passing, connection.silence]).then(() => to.destroy());
      });
      carry(from, to, weather, connection);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(target.listenPort ?? 0, "127.0.0.1", resolve);
  });
  server.unref();
  const cut = (): void => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    // An address on TCP is an AddressInfo; Node's type also covers pipes.
    port: (server.address() as AddressInfo).port,
    ...faults(weather, cut),
    cut,
    strand: () => {
      for (const connection of connections) connection.silence = new Promise(() => {});
    },
    connections: () => open.size / 2,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
        weather.letPass();
      }),
  };
};

const faults = (weather: Weather, cut: () => void): Pick<TcpProxy, "latency" | "refuse" | "blackHole" | "restore"> => ({
  latency: (ms) => {
    weather.latencyMs = ms;
  },
  refuse: () => {
    weather.refusing = true;
    cut();
  },
  blackHole: () => {
    weather.letPass();
    weather.passing = new Promise((resolve) => {
      weather.letPass = resolve;
    });
  },
  restore: () => {
    weather.latencyMs = 0;
    weather.refusing = false;
    weather.letPass();
    weather.passing = Promise.resolve();
  },
});

const MOST_QUEUED = 1_000_000;

/** In order, each piece when its delay is over: pieces travel at the same time, so that latency does not become bandwidth. */
const carry = (from: Socket, to: Socket, weather: Weather, connection: Connection): void => {
  let queued = 0;
  let last: Promise<void> = Promise.resolve();
  const afterTheOthers = (deliver: () => void): void => {
    const due = Date.now() + weather.latencyMs;
    last = last.then(async () => {
      const wait = due - Date.now();
      if (wait > 0) await delay(wait);
      await weather.passing;
      await connection.silence;
      if (!to.destroyed) deliver();
    });
  };
  from.on("data", (piece: Buffer) => {
    queued += piece.length;
    if (queued > MOST_QUEUED) from.pause();
    afterTheOthers(() => {
      to.write(piece);
      queued -= piece.length;
      if (queued <= MOST_QUEUED) from.resume();
    });
  });
  from.on("end", () => afterTheOthers(() => to.end()));
};
