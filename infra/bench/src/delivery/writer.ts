import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Hono } from "hono";
import { monotonicMs } from "./monotonic.ts";
import type { Committed, LightOrder, SustainedOrder, Written } from "./wire.ts";

/** Writes a row and tells of it, in one transaction; resolves when the commit has returned. */
export type Write = (id: string) => Promise<void>;

const committed = async (write: Write): Promise<Committed> => {
  const id = randomUUID();
  await write(id);
  return [id, monotonicMs()];
};

/** One write at a time, each at its own moment. */
const light = async (write: Write, { writes, pauseMs }: LightOrder): Promise<Written> => {
  const beganAt = monotonicMs();
  const done: Array<Committed> = [];
  for (let count = 0; count < writes; count += 1) {
    await pause(Math.max(0, beganAt + count * pauseMs - monotonicMs()));
    done.push(await committed(write));
  }
  return { writes: done, beganAt, endedAt: monotonicMs() };
};

/** An open loop: each write has its moment, whatever became of those before; who has no writer free then is late. */
const sustained = async (write: Write, { perSecond, seconds, writers }: SustainedOrder): Promise<Written> => {
  const beganAt = monotonicMs();
  const endsAt = beganAt + seconds * 1_000;
  const done: Array<Committed> = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < perSecond * seconds && monotonicMs() < endsAt) {
      const due = beganAt + (next++ * 1_000) / perSecond;
      const early = due - monotonicMs();
      if (early > 0) await pause(early);
      done.push(await committed(write));
    }
  };
  await Promise.all(Array.from({ length: writers }, work));
  return { writes: done, beganAt, endedAt: Math.max(endsAt, monotonicMs()) };
};

/** What the bench asks of a writer. */
export const writerRoutes = (write: Write): Hono =>
  new Hono()
    .get("/livez", (c) => c.json({ status: "alive" }))
    .post("/light", async (c) => c.json(await light(write, await c.req.json<LightOrder>())))
    .post("/sustained", async (c) => c.json(await sustained(write, await c.req.json<SustainedOrder>())));
