import { Hono } from "hono";
import { monotonicMs } from "./monotonic.ts";
import type { Committed } from "./wire.ts";

/** Keeps when the effect of each write was committed, until the bench fetches it. */
export const effectLog = () => {
  let effects: Array<Committed> = [];
  return {
    note: (id: string): void => void effects.push([id, monotonicMs()]),
    routes: new Hono()
      .get("/livez", (c) => c.json({ status: "alive" }))
      .get("/count", (c) => c.json(effects.length))
      .post("/effects", (c) => {
        const given = effects;
        effects = [];
        return c.json(given);
      }),
  };
};
