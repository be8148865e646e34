import pg, { type Client, type Submittable } from "pg";

/** The part of a connection of pg that its types leave out: how bytes go to a COPY. */
interface CopyConnection {
  readonly stream: { readonly writableNeedDrain: boolean; once(event: "drain" | "close", listener: () => void): unknown; off(event: "drain" | "close", listener: () => void): unknown };
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** A COPY that takes rows as PostgreSQL's text format writes them. */
export interface CopyIn {
  /** Sends bytes; resolves when more may come. Rejects when the server has refused something. */
  readonly write: (chunk: Uint8Array) => Promise<void>;
  /** Ends it; resolves once the server has taken every row. */
  readonly end: () => Promise<void>;
  /** Takes back everything that was sent. */
  readonly abandon: () => Promise<void>;
}

const nobodyWaits = (): void => {};

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
      const drained = (): Promise<void> =>
        new Promise((resolve) => {
          const done = (): void => {
            stream.off("drain", done);
            stream.off("close", done);
            wake = nobodyWaits;
            resolve();
          };
          wake = done;
          stream.once("drain", done);
          stream.once("close", done);
        });
      begun({
        write: async (chunk) => {
          if (failure !== null) throw failure;
          connection.sendCopyFromChunk(chunk);
          if (stream.writableNeedDrain) await drained();
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
