import type { OpenStream, StreamEnding } from "./streams.ts";

/** What a stream is made of. */
export interface Pieces {
  /** Makes the pieces, each when the reader asks for it; ends early when the signal aborts. */
  readonly make: (signal: AbortSignal) => AsyncGenerator<string>;
  /** Lets go of what the pieces were made from; called once, whatever happened. */
  readonly release?: () => Promise<void>;
  /** Ended early it is whole all the same: the reader asks for what follows. */
  readonly endsAnywhere: boolean;
  /** It takes no longer than this. */
  readonly longestMs?: number;
}

interface Options extends Pieces {
  readonly stream: OpenStream;
  readonly stallMs: number;
  /** Cuts the connection; false where there is none to cut. */
  readonly hangUp: () => boolean;
}

/**
 * The body of a streamed answer. A piece is made only when the one before has been taken by the socket, so that no more
 * than one waits in memory for a reader, however slow; one that takes nothing for too long is hung up on.
 */
export const streamBody = ({ endsAnywhere, hangUp, longestMs, make, release = async () => {}, stallMs, stream }: Options): ReadableStream<Uint8Array> => {
  const abort = new AbortController();
  const pieces = make(abort.signal);
  const encoder = new TextEncoder();
  let over = false;
  let making = false;
  let impatience: NodeJS.Timeout | undefined;
  let expiry: NodeJS.Timeout | undefined;
  let fail = (_: Error): void => {};

  const end = async (how: StreamEnding, cause?: unknown): Promise<void> => {
    if (over) return;
    over = true;
    clearTimeout(impatience);
    clearTimeout(expiry);
    abort.abort();
    // Comes after the piece in the making: what is released is not in use any more.
    await pieces.return(undefined).catch(() => {});
    await release().catch(() => {});
    stream.ended(how, cause);
  };
  const cut = (how: StreamEnding, cause?: unknown): void => {
    void end(how, cause);
    if (!hangUp()) fail(new Error(`the stream was cut: ${how}`));
  };
  const patience = (): void => {
    impatience = setTimeout(() => cut("stalled"), stallMs);
  };

  stream.onStop(() => {
    // Whoever waits for the next piece is told that there is none; whoever does not take the last one cannot be told.
    if (making && endsAnywhere) abort.abort();
    else cut("stopping");
  });
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        fail = (error) => controller.error(error);
        if (longestMs !== undefined) expiry = setTimeout(() => cut("expired"), longestMs);
        patience();
      },
      pull: async (controller) => {
        clearTimeout(impatience);
        making = true;
        try {
          const { done, value } = await pieces.next();
          making = false;
          if (over) return;
          if (done === true) {
            await end(abort.signal.aborted ? "stopping" : "done");
            controller.close();
          } else {
            controller.enqueue(encoder.encode(value));
            patience();
          }
        } catch (error) {
          making = false;
          cut("failed", error);
        }
      },
      cancel: () => end("gone"),
    },
    // Nothing is made in advance.
    { highWaterMark: 0 },
  );
};
