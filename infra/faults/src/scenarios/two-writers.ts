import { randomUUID } from "node:crypto";
import { queryRows } from "@cpts/testing/database";
import { someOf, tokenOf } from "@cpts/testing/faults/log-check";
import { readCalls } from "@cpts/testing/faults/recorder";
import { sendWrite, type Answered } from "@cpts/testing/faults/send-write";
import { check } from "../check.ts";
import { scenario } from "../scenario.ts";
import { within } from "../within.ts";
import type { World } from "../world.ts";

const writers = 32;
const aggregates = 50;
const twinsAtOnce = 20;
/** Clients of this scenario begin here, away from those of the usual load. */
const firstClient = 900_000;
const patienceMs = 60_000;

const send = (world: World, method: "POST" | "PATCH", path: string, token: string, json: unknown, headers: Readonly<Record<string, string>>): Promise<Answered | null> => {
  const until = Date.now() + patienceMs;
  return sendWrite({ token, method, url: world.registry.url + path, json, headers: { authorization: `Bearer ${world.token}`, ...headers }, events: 1 }, world.recorder, { until: () => until });
};

const registerAll = (world: World): Promise<ReadonlyArray<string>> =>
  Promise.all(
    Array.from({ length: aggregates }, async (_, index) => {
      const token = tokenOf(firstClient, index);
      const answer = await send(world, "POST", "/v1/cpts", token, { name: `CPTS ${token}` }, { "idempotency-key": randomUUID() });
      // The contract of this endpoint: a CPTS with its id.
      return (JSON.parse(answer?.text ?? "{}") as { readonly id: string }).id;
    }),
  );

/** Everybody writes to everything from the version it believes in; who is told 412 believes in the version that the database has. */
const race = async (world: World, ids: ReadonlyArray<string>, attempts: number): Promise<{ readonly won: number; readonly unsure: number; readonly others: ReadonlyArray<number> }> => {
  let left = attempts;
  let won = 0;
  let unsure = 0;
  const others: Array<number> = [];
  const versions = new Map(ids.map((id) => [id, 1]));
  const write = async (writer: number): Promise<void> => {
    for (let number = 0; left > 0; number += 1) {
      left -= 1;
      const id = ids[Math.floor(Math.random() * ids.length)] ?? "";
      const token = tokenOf(firstClient + 1 + writer, number);
      const version = versions.get(id) ?? 1;
      const answer = await send(world, "PATCH", `/v1/cpts/${id}`, token, { shortName: token }, { "if-match": `"v${version}"` });
      if (answer?.status === 200) won += 1;
      // Sent again because no answer came in time: the loser may have been beaten by its own first attempt.
      else if (answer?.status === 412 && answer.attempts > 1) unsure += 1;
      else others.push(answer?.status ?? 0);
      versions.set(id, Math.max(versions.get(id) ?? 1, version + (answer?.status === 200 || answer?.status === 412 ? 1 : 0)));
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return { won, unsure, others };
};

/** One request twenty times at once, and the service dies meanwhile. */
const twins = async (world: World, number: number): Promise<ReadonlyArray<string>> => {
  const token = tokenOf(firstClient + 100, number);
  const headers = { "idempotency-key": `twins-${number}` };
  const sent = Array.from({ length: twinsAtOnce }, () => send(world, "POST", "/v1/cpts", token, { name: `CPTS ${token}` }, headers));
  if (number % 2 === 0) await Promise.race(sent);
  await world.registry.kill();
  await world.registry.start();
  const answers = await Promise.all(sent);
  const different = new Set(answers.map((answer) => `${answer?.status} ${answer?.text}`));
  const other = await send(world, "POST", "/v1/cpts", tokenOf(firstClient + 101, number), { name: "CPTS Autre" }, headers);
  return [
    ...(different.size === 1 && answers[0]?.status === 201 ? [] : [`twins were given different answers: ${[...different].map((text) => text.slice(0, 60)).join(" | ")}`]),
    ...(other?.status === 422 ? [] : [`another body under the same key was answered ${other?.status}`]),
  ];
};

export const twoWriters = scenario({
  name: "two-writers",
  promises: ["P10", "P11"],
  sentence: "Of several who write from one version one wins and the others are told; twins under one key have one effect and one answer, even across a kill",
  needsBroker: false,
  sizes: { gate: { attempts: 2_000, twins: 2 }, long: { attempts: 50_000, twins: 25 } },
  run: (stage, size) =>
    within(stage, { subscribers: [] }, async (world) => {
      const ids = await registerAll(world);
      const { others, unsure, won } = await race(world, ids, size.attempts);
      const [row] = await queryRows(world.database.url("registry"), "select sum(version - 1)::integer as changes from cpts");
      const faults: Array<string> = [];
      const changes = Number(row?.["changes"]);
      if (changes < won || changes > won + unsure) faults.push(`${won} writers won, ${unsure} are unsure, and the versions went up by ${changes}`);
      faults.push(...someOf("losers were not told 412 or 409", others.filter((status) => status !== 412 && status !== 409).map(String)));
      for (let number = 0; number < size.twins; number += 1) faults.push(...(await twins(world, number)));
      const outcome = await check(world, readCalls(world.recorder.file));
      return { ...outcome, worstGapMs: null, faults: [...outcome.faults, ...faults], notes: [`${won} writes won, ${others.length} were told that they lost`] };
    }),
});
