import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { ContourFault } from "./fault.ts";
import { buffersOf } from "./packed-contours.ts";
import { prepare, unpack, type Said } from "./prepare.ts";
import type { PackedContours } from "./packed-contours.ts";

/** The work that a thread is started for. */
export type Task = { readonly contours: "prepare"; readonly bytes: Uint8Array; readonly said: Said } | { readonly contours: "unpack"; readonly bytes: Uint8Array };

/** What a thread tells at its end. */
export type Told =
  | { readonly kind: "prepared"; readonly prepared: Awaited<ReturnType<typeof prepare>> }
  | { readonly kind: "unpacked"; readonly unpacked: PackedContours }
  | { readonly kind: "refused"; readonly code: ContourFault["code"]; readonly about: ReadonlyArray<string> };

const isTask = (data: unknown): data is Task => typeof data === "object" && data !== null && "contours" in data;

const work = async (task: Task): Promise<readonly [Told, Array<ArrayBuffer>]> => {
  if (task.contours === "unpack") {
    const unpacked = unpack(task.bytes);
    return [{ kind: "unpacked", unpacked }, buffersOf(unpacked)];
  }
  const prepared = await prepare(task.bytes, task.said);
  return [{ kind: "prepared", prepared }, [prepared.topology.buffer]];
};

/** Where this module is: a thread starts here, in the sources and in a bundle alike. */
export const address: string = import.meta.url;

if (!isMainThread && isTask(workerData)) {
  const [told, handedOver] = await work(workerData).catch((error: unknown): readonly [Told, Array<ArrayBuffer>] => {
    if (error instanceof ContourFault) return [{ kind: "refused", code: error.code, about: error.about }, []];
    throw error;
  });
  parentPort?.postMessage(told, handedOver);
}
