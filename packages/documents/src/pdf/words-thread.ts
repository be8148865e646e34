import { isMainThread, parentPort, workerData } from "node:worker_threads";
import type { PdfLimits, PdfWords } from "./words-of-pdf.ts";

/** What a thread that reads PDFs is started with. */
export interface WordsTask {
  readonly pdfWords: PdfLimits;
}

/** What it tells of each file that it is sent. */
export type WordsTold = PdfWords | null;

const isTask = (data: unknown): data is WordsTask => typeof data === "object" && data !== null && "pdfWords" in data;

/** Where this module is: a thread starts here, in the sources and in a bundle alike. */
export const address: string = import.meta.url;

if (!isMainThread && parentPort !== null && isTask(workerData)) {
  const { pdfWords } = workerData;
  const port = parentPort;
  const { wordsOfPdf } = await import("./words-of-pdf.ts");
  port.on("message", async (data: Uint8Array) => port.postMessage(await wordsOfPdf(data, pdfWords), []));
}
