import { setTimeout as delay } from "node:timers/promises";
import { queryRows } from "@cpts/testing/database";
import { streamEnd } from "./stream.ts";
import type { World } from "./world.ts";

interface Place {
  readonly logId: string;
  readonly position: number;
}

const placeOf = (row: Readonly<Record<string, unknown>> | undefined): Place | null => (row === undefined ? null : { logId: String(row["log_id"]), position: Number(row["position"]) });

/** Where the log of the registry has got to. */
export const headOf = async (world: World): Promise<Place> => placeOf((await queryRows(world.database.url("registry"), "select log_id, position from log_head"))[0]) ?? { logId: "", position: 0 };

/** Where each of those who follow it stands. */
const placesOf = async (world: World, without: ReadonlyArray<string>): Promise<ReadonlyArray<readonly [string, Place | null]>> => [
  ["directory", placeOf((await queryRows(world.database.url("directory"), "select log_id, position from subscription_cursor where subscription = 'territories'"))[0])],
  ...(await Promise.all(world.subscribers.filter(({ name }) => !without.includes(name)).map(async (one) => [one.name, await one.cursor()] as const))),
  ...(world.natsUrl === null ? [] : [["stream", await streamEnd(world.natsUrl).catch(() => null)] as const]),
];

/** Waits until the stream holds all that the log does now; gives the time it took, in milliseconds. */
export const streamRefilled = async (world: World, natsUrl: string, patienceMs = 60_000): Promise<number> => {
  const began = Date.now();
  const { position } = await headOf(world);
  while (((await streamEnd(natsUrl).catch(() => null))?.position ?? 0) < position) {
    if (Date.now() - began > patienceMs) throw new Error(`the stream has not been filled to ${position} after ${patienceMs} ms`);
    await delay(20);
  }
  return Date.now() - began;
};

/** Waits until everybody has seen the whole log; names those who have not after that time. */
export const settle = async (world: World, options: { readonly patienceMs?: number; readonly without?: ReadonlyArray<string> } = {}): Promise<ReadonlyArray<string>> => {
  const { patienceMs = 60_000, without = [] } = options;
  for (const deadline = Date.now() + patienceMs; ; await delay(50)) {
    const head = await headOf(world);
    const late = (await placesOf(world, without)).filter(([, place]) => place?.logId !== head.logId || place.position !== head.position);
    if (late.length === 0) return [];
    if (Date.now() > deadline) return late.map(([name, place]) => `${name} stands at ${place === null ? "nothing" : `${place.logId}:${place.position}`} and not at ${head.logId}:${head.position} after ${patienceMs} ms`);
  }
};
