import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { quantile } from "../report/statistics.ts";
import { figure } from "../report/table.ts";
import { caughtUp } from "../world/caught-up.ts";
import { communesOf, newCpts, post } from "../world/seed.ts";
import type { World } from "../world/world.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { withRegistryAndDirectory } from "./peers.ts";

/** Some 20 writes a second: more than France needs. */
const pauseMs = 40;
/** The first ones only warm up both services. */
const warmUp = 20;
const patienceMs = 10_000;

type Times = { readonly effect: number; readonly answer: number };

/** When the effect is committed in the directory's own database, looked at every millisecond. */
const effectAt = async (directory: Client, cptsId: string): Promise<number> => {
  for (const deadline = performance.now() + patienceMs; ; await pause(1)) {
    const { rowCount } = await directory.query({ name: "learned", text: "select from known_territory where cpts_id = $1", values: [cptsId] });
    const now = performance.now();
    if (rowCount === 1) return now;
    if (now > deadline) throw new Error(`the directory has not learned ${cptsId} in ${patienceMs / 1_000} s`);
  }
};

const answerAt = async (directoryUrl: string, cptsId: string, position: string): Promise<number> => {
  const answer = await fetch(`${directoryUrl}/v1/cpts/${cptsId}/territory`, { headers: { "cpts-after": position } });
  await answer.text();
  if (answer.status !== 200) throw new Error(`the directory answered ${answer.status} after ${position}`);
  return performance.now();
};

const follow = async (world: World, writes: number, broker: Readonly<Record<string, string>>): Promise<ReadonlyArray<Times>> =>
  withRegistryAndDirectory(world, broker, async (registryUrl, directoryUrl) => {
    const client = new Client({ connectionString: world.appUrl("directory") });
    await client.connect();
    try {
      const [token, all] = await Promise.all([world.token(), communesOf(world.appUrl("registry"))]);
      const write = () => post(registryUrl, token, newCpts("CPTS du banc d'essai", all.slice(-20)));
      const first = await write();
      await caughtUp(directoryUrl, first.id, first.position);
      const times: Array<Times> = [];
      for (let count = 0; count < writes + warmUp; count += 1) {
        const { id, position } = await write();
        const written = performance.now();
        const [effect, answer] = await Promise.all([effectAt(client, id), answerAt(directoryUrl, id, position)]);
        if (count >= warmUp) times.push({ effect: effect - written, answer: answer - written });
        await pause(pauseMs);
      }
      return times;
    } finally {
      await client.end();
    }
  });

const rowOf = (label: string, times: ReadonlyArray<Times>): ReadonlyArray<string> => {
  const at = (pick: (one: Times) => number, q: number): string => figure(quantile(times.map(pick), q));
  return [label, String(times.length), ...[0.5, 0.99].map((q) => at(({ effect }) => effect, q)), ...[0.5, 0.99].map((q) => at(({ answer }) => answer, q))];
};

const measure = async ({ world, length }: Bench): Promise<FigureResult> => {
  const lanes = [...(world.nats === null ? [] : [{ label: "NATS", broker: {} }]), { label: "feed alone", broker: { NATS_URL: "" } }];
  const rows: Array<ReadonlyArray<string>> = [];
  for (const { label, broker } of lanes) rows.push(rowOf(label, await follow(world, length.lightWrites, broker)));
  return {
    title: "commit-to-subscriber: from the registry's answer to the directory's effect",
    table: { head: ["lane", "writes", "effect p50 ms", "p99 ms", "Cpts-After answer p50 ms", "p99 ms"], rows },
    notes: [
      `Light load: one write at a time, ${pauseMs} ms apart. "Effect": committed in the directory's database, seen by a look every millisecond. ` +
        `"Cpts-After answer": a read at the directory sent at once after the write, which waits for it.`,
    ],
  };
};

export const commitToSubscriber: Figure = { name: "commit-to-subscriber", measure };
