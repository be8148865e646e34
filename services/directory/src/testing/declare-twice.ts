import type { SeenEvent } from "@cpts/service-kit/testing/writing-scene";
import { expect } from "vitest";
import type { Scene } from "./scene.ts";

/** What a POST answered, and the events it left. */
export interface Declared {
  readonly json: ReturnType<JSON["parse"]>;
  readonly events: ReadonlyArray<SeenEvent>;
}

/** Sends a POST twice with one key: the second answer must be the same and leave nothing. Fails the test when it is refused. */
export const declareTwice = async (world: Scene, path: string, body: unknown): Promise<Declared> => {
  const before = await world.head();
  const headers = { "idempotency-key": crypto.randomUUID() };
  const first = await world.send("POST", path, body, { headers });
  const after = await world.head();
  const second = await world.send("POST", path, body, { headers });
  expect([first.status, first.text]).toEqual([201, second.text]);
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect(await world.head()).toBe(after);
  return { json: first.json, events: (await world.events()).filter(({ position }) => position > before) };
};

/** The end of the type of each event. */
export const kindsOf = (events: ReadonlyArray<SeenEvent>): ReadonlyArray<string> => events.map(({ type }) => type.replace("cpts.directory.", "").replace(".v1", ""));
