import { Worker } from "node:worker_threads";
import { ContourFault, mostMebibytes } from "./fault.ts";
import type { PackedContours } from "./packed-contours.ts";
import type { Said } from "./prepare.ts";
import type { Task, Told } from "./thread.ts";

const isOutOfMemory = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";

/** Does one task in a thread of its own, which ends with it: the service answers meanwhile, and its memory is given back. */
const inThread = async (task: Task): Promise<Told> => {
  // A bundle gives what is imported so a file of its own, which then is what the thread runs and no more.
  const { address } = await import("./thread.ts");
  const execArgv = address.endsWith(".ts") ? ["--conditions=@cpts/source"] : [];
  const { promise, reject, resolve } = Promise.withResolvers<Told>();
  const worker = new Worker(new URL(address), { workerData: task, transferList: [task.bytes.buffer as ArrayBuffer], execArgv, resourceLimits: { maxOldGenerationSizeMb: mostMebibytes } }); // both callers made that memory
  worker.once("message", resolve);
  worker.once("error", (error) => reject(isOutOfMemory(error) ? new ContourFault("too-detailed", [String(mostMebibytes)]) : error));
  worker.once("exit", (code) => reject(new Error(`the thread ended with ${code} and told nothing`)));
  return promise;
};

const notTold = (told: Told): Error => (told.kind === "refused" ? new ContourFault(told.code, told.about) : new Error(`a thread told ${told.kind}`));

/** Reads a file of contours, whose memory is handed over. Rejects with the ContourFault that says what is wrong with it. */
export const prepareInThread = async (bytes: Uint8Array<ArrayBuffer>, said: Said) => {
  const told = await inThread({ contours: "prepare", bytes, said });
  if (told.kind !== "prepared") throw notTold(told);
  return told.prepared;
};

/** Reads contours as they are stored. */
export const unpackInThread = async (stored: Uint8Array): Promise<PackedContours> => {
  const told = await inThread({ contours: "unpack", bytes: Uint8Array.from(stored) });
  if (told.kind !== "unpacked") throw notTold(told);
  return told.unpacked;
};
