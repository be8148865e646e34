import pg, { type Client, type Submittable } from "pg";

/** The part of a connection of pg that its types leave out: how bytes go to a COPY. */
interface CopyConnection {
  readonly stream: {
    write(bytes: Uint8Array, written?: () => void): boolean;
    cork(): void;
    uncork(): void;
    once(event: "close", listener: () => void): unknown;
    off(event: "close", listener: () => void): unknown;
  };
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** A COPY that takes rows as PostgreSQL's text format writes them. */
export interface CopyIn {
  /** Sends bytes; resolves once they are on their way and may be written over. Rejects when the server has refused something. */
  readonly write: (chunk: Uint8Array) => Promise<void>;
  /** Ends it; resolves once the server has taken every row. */
  readonly end: () => Promise<void>;
  /** Takes back everything that was sent. */
  readonly abandon: () => Promise<void>;
}

const nobodyWaits = (): void => {};

/** Of a message `CopyData` (manual, "Message Formats"): its kind, and its length with those four bytes. */
const headerOf = (length: number): Buffer => {
  const header = Buffer.allocUnsafe(5);
  header[0] = 0x64;
  header.writeUInt32BE(length + 4, 1);
  return header;
};

/** Begins `copy ... from stdin` on a connection of one's own, and resolves when the server is ready for rows. */
export const copyIn = (client: Client, text: string): Promise<CopyIn> =>
  new Promise((begun, refused) => {
    let failure: Error | null = null;
    let wake = nobodyWaits;
    const ended = Promise.withResolvers<void>();
    // Heard by `end` and `write`; a COPY that nobody waits for must not end the process.
    ended.promise.catch(() => {});
    const query = new pg.Query(text, [], (error: Error | null | undefined) => {
      if (error === null || error === undefined) return ended.resolve();
      failure = error;
      wake();
      ended.reject(error);
      refused(error);
    });
    const take = (connection: CopyConnection): void => {
      const { stream } = connection;
      // Not by way of pg, which copies each chunk into memory of its own: of a large file that is most of what is to be collected.
      const send = (chunk: Uint8Array): Promise<void> =>
        new Promise((resolve) => {
          const done = (): void => {
            stream.off("close", done);
            wake = nobodyWaits;
            resolve();
          };
          wake = done;
          stream.once("close", done);
          stream.cork();
          stream.write(headerOf(chunk.length));
          stream.write(chunk, done);
          stream.uncork();
        });
      begun({
        write: async (chunk) => {
          if (failure !== null) throw failure;
          await send(chunk);
          if (failure !== null) throw failure;
        },
        end: () => {
          connection.endCopyFrom();
          return ended.promise;
        },
        abandon: () => {
          connection.sendCopyFail("abandoned");
          return ended.promise.catch(() => {});
        },
      });
    };
    // pg calls it on every query; its own answer to a COPY is to refuse it.
    client.query(Object.assign(query, { handleCopyInResponse: take }) as unknown as Submittable);
  });
