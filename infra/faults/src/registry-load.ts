import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { queryRows } from "@cpts/testing/database";
import { tokenOf } from "@cpts/testing/faults/log-check";
import { isAccepted, readCalls, type Call } from "@cpts/testing/faults/recorder";
import { sendWrite, type Answered, type Write } from "@cpts/testing/faults/send-write";
import type { World } from "./world.ts";

/** Clients that register CPTS, change them and declare facts, each on CPTS of its own. */
export interface Load {
  /** How many writes were accepted so far. */
  readonly accepted: () => number;
  /** Waits until so many more have been accepted. */
  readonly more: (count: number) => Promise<void>;
  /** Lets each client finish what it is at, and gives every call. */
  readonly stop: () => Promise<ReadonlyArray<Call>>;
}

export interface LoadOptions {
  readonly writers?: number;
  /** Between two writes of one client. */
  readonly pauseMs?: number;
  /** What a client waits for one answer. */
  readonly timeoutMs?: number;
}

interface Owned {
  readonly id: string;
  version: number;
  /** A write of unknown outcome may have changed its version. */
  uncertain: boolean;
}

interface Client {
  readonly number: number;
  readonly world: World;
  readonly communes: ReadonlyArray<string>;
  readonly owned: Array<Owned>;
  readonly send: (write: Omit<Write, "headers">, headers?: Readonly<Record<string, string>>) => Promise<Answered | null>;
}

const patienceAfterStopMs = 30_000;
const mostOwned = 20;

const pick = <A>(items: ReadonlyArray<A>): A | undefined => items[Math.floor(Math.random() * items.length)];

/** Alternately with a territory, which is an event of its own, and without one. */
const register = async (client: Client, token: string, number: number): Promise<void> => {
  const territory = number % 2 === 0 ? { territory: { territory: { communes: [pick(client.communes)] }, validFrom: "2024-01-01" } } : {};
  const events = number % 2 === 0 ? 2 : 1;
  const write = { token, method: "POST", url: `${client.world.registry.url}/v1/cpts`, json: { name: `CPTS ${token}`, ...territory }, events } as const;
  const answer = await client.send(write, { "idempotency-key": randomUUID() });
  if (answer?.status !== 201) return;
  // The contract of this endpoint: a CPTS with its id.
  const { id } = JSON.parse(answer.text) as { readonly id: string };
  client.owned.push({ id, version: events, uncertain: false });
  if (client.owned.length > mostOwned) client.owned.shift();
};

interface Seen {
  readonly version: number;
  readonly shortName: string | null;
}

const read = async ({ world }: Client, id: string): Promise<Seen | null> => {
  try {
    const answer = await fetch(`${world.registry.url}/v1/cpts/${id}`, { headers: { authorization: `Bearer ${world.token}` }, signal: AbortSignal.timeout(5_000) });
    // The contract of this endpoint: a CPTS.
    return answer.status === 200 ? ((await answer.json()) as Seen) : null;
  } catch {
    return null;
  }
};

/** A 412 to a repetition may be the answer to one's own first attempt: what is there tells. */
const resolve = async (client: Client, owned: Owned, token: string, path: string): Promise<void> => {
  const startedAt = Date.now();
  const seen = await read(client, owned.id);
  owned.uncertain = true;
  if (seen?.shortName !== token) return;
  client.world.recorder.note({ token, method: "PATCH", path, key: null, startedAt, endedAt: Date.now(), status: 200, problem: null, position: null, events: 1 });
};

const change = async (client: Client, owned: Owned, token: string): Promise<void> => {
  const path = `/v1/cpts/${owned.id}`;
  const write = { token, method: "PATCH", url: client.world.registry.url + path, json: { shortName: token }, events: 1 } as const;
  const answer = await client.send(write, { "if-match": `"v${owned.version}"` });
  if (answer?.status === 200) owned.version += 1;
  else if (answer?.status === 412 && answer.attempts > 1) await resolve(client, owned, token, path);
  else owned.uncertain = true;
};

const declare = async (client: Client, owned: Owned, token: string): Promise<void> => {
  // Addresses of documents travel with events, their titles do not.
  const fact = { property: "population", value: 50_000, unit: "inhabitants", qualifier: "more-than", status: "declared", source: { document: "Projet", url: `https://example.org/${token}` } };
  const answer = await client.send({ token, method: "POST", url: `${client.world.registry.url}/v1/cpts/${owned.id}/facts`, json: fact, events: 1 }, { "idempotency-key": randomUUID() });
  if (answer?.status === 201) owned.version += 1;
  else owned.uncertain = true;
};

const writeOnce = async (client: Client, number: number): Promise<void> => {
  const token = tokenOf(client.number, number);
  const owned = pick(client.owned);
  if (owned?.uncertain === true) {
    const seen = await read(client, owned.id);
    if (seen === null) return;
    owned.version = seen.version;
    owned.uncertain = false;
  }
  if (owned === undefined || number % 4 === 0) return register(client, token, number / 2);
  return number % 4 === 3 ? declare(client, owned, token) : change(client, owned, token);
};

const communesOf = async (world: World): Promise<ReadonlyArray<string>> =>
  (await queryRows(world.database.url("registry"), "select code from commune where type = 'commune-actuelle' and departement = '37' order by code limit 50")).map(({ code }) => String(code));

let clients = 0;

export const startLoad = async (world: World, { pauseMs = 0, timeoutMs = 10_000, writers = 8 }: LoadOptions = {}): Promise<Load> => {
  const communes = await communesOf(world);
  let stoppedAt = Number.POSITIVE_INFINITY;
  let accepted = 0;
  const authorization = `Bearer ${world.token}`;
  const recorder = {
    ...world.recorder,
    note: (call: Call) => {
      if (isAccepted(call)) accepted += 1;
      world.recorder.note(call);
    },
  };
  const run = async (): Promise<void> => {
    const client: Client = {
      number: (clients += 1),
      world: { ...world, recorder },
      communes,
      owned: [],
      send: (write, headers = {}) => sendWrite({ ...write, headers: { authorization, ...headers } }, recorder, { until: () => stoppedAt + patienceAfterStopMs, timeoutMs }),
    };
    for (let number = 0; Date.now() < stoppedAt; number += 1) {
      await writeOnce(client, number);
      await delay(pauseMs);
    }
  };
  const running = Array.from({ length: writers }, run);
  return {
    accepted: () => accepted,
    more: async (count) => {
      const wanted = accepted + count;
      const reached = (): boolean => accepted >= wanted;
      while (!reached()) await delay(5);
    },
    stop: async () => {
      stoppedAt = Date.now();
      await Promise.all(running);
      return readCalls(world.recorder.file);
    },
  };
};
