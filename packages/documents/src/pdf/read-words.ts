import { Worker } from "node:worker_threads";
import type { PdfLimits, PdfWords } from "./words-of-pdf.ts";
import type { WordsTask, WordsTold } from "./words-thread.ts";

export type { PdfWords } from "./words-of-pdf.ts";

/** What one PDF may take before it counts as one that cannot be read. */
export interface ReadingLimits extends PdfLimits {
  readonly milliseconds: number;
  /** Of memory, besides the file itself: what is packed in a PDF may unpack to a thousand times its size. */
  readonly mebibytes: number;
}

/** Minutes of a general assembly have tens of pages, a report of activity hundreds: 500 full pages took six seconds of a busy machine. */
export const readingLimits: ReadingLimits = { pages: 2_000, characters: 10_000_000, milliseconds: 60_000, mebibytes: 384 };

const lookEveryMs = 100;
const mebibyte = 1024 * 1024;

const started = async ({ characters, mebibytes, pages }: ReadingLimits): Promise<Worker> => {
  // A bundle gives what is imported so a file of its own, which then is what the thread runs and no more.
  const { address } = await import("./words-thread.ts");
  const workerData: WordsTask = { pdfWords: { characters, pages } };
  // What the reader of PDFs prints is none of our log.
  return new Worker(new URL(address), { workerData, execArgv: [], stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: mebibytes } });
};

/** Ends a thread that takes too long or too much memory, buffers included, which no limit of the engine counts. */
const watch = (worker: Worker, { mebibytes, milliseconds }: ReadingLimits): (() => void) => {
  const tooLong = setTimeout(() => void worker.terminate(), milliseconds);
  const look = setInterval(() => {
    void worker.getHeapStatistics().then(
      ({ external_memory: outside, used_heap_size: inside }) => (outside + inside > mebibytes * mebibyte ? worker.terminate() : undefined),
      // It has ended meanwhile.
      () => undefined,
    );
  }, lookEveryMs);
  return () => {
    clearTimeout(tooLong);
    clearInterval(look);
  };
};

/** What the thread tells of one file; undefined where it died of it. */
const asked = (worker: Worker, bytes: Uint8Array, limits: ReadingLimits): Promise<WordsTold | undefined> => {
  const { promise, resolve } = Promise.withResolvers<WordsTold | undefined>();
  const stopWatching = watch(worker, limits);
  const died = () => resolve(undefined);
  worker.once("message", resolve).once("error", died).once("exit", died);
  worker.postMessage(bytes, []);
  return promise.finally(() => {
    stopWatching();
    worker.off("message", resolve).off("error", died).off("exit", died);
  });
};

/** Reads PDFs, one after the other. */
export interface PdfReader {
  /** The words of a PDF; null where it cannot be read: damaged, closed by a password, or beyond the limits. */
  readonly read: (bytes: Uint8Array) => Promise<PdfWords | null>;
  readonly close: () => Promise<void>;
}

/**
 * Reads PDFs in a thread of its own, begun with the first of them: files are of whoever handed them in, and one that was made to exhaust
 * its reader ends that thread alone. The next file gets a new one.
 */
export const pdfReader = (limits: ReadingLimits = readingLimits): PdfReader => {
  let worker: Worker | undefined;
  const close = async () => {
    await worker?.terminate();
    worker = undefined;
  };
  return {
    close,
    read: async (bytes) => {
      worker ??= await started(limits);
      const told = await asked(worker, bytes, limits);
      if (told === undefined) await close();
      return told ?? null;
    },
  };
};
