import { cpuOf, cpuOfFamily } from "../processes/cpu-time.ts";
import { median, ratiosOf, spreadOf, type Spread } from "../report/statistics.ts";
import type { LoadGenerator } from "./load-generator.ts";
import type { LoadOrder } from "./load-order.ts";

/** Something that answers requests, and the request it is asked. */
export type Contestant = { readonly name: string; readonly pid: number; readonly order: LoadOrder };

export type Round = {
  readonly perSecond: number;
  readonly serverMicroseconds: number;
  readonly databaseMicroseconds: number;
  readonly p99: number;
};

export type RoundsOptions = {
  readonly load: LoadGenerator;
  readonly databasePid: number;
  readonly rounds: number;
  readonly roundSeconds: number;
  readonly warmUpRequests: number;
  readonly warmUpSeconds: number;
};

const playRound = async ({ load, databasePid, roundSeconds }: RoundsOptions, { name, pid, order }: Contestant): Promise<Round> => {
  const before = { server: cpuOf(pid), database: cpuOfFamily(databasePid), at: performance.now() };
  const { requests, failures, p99 } = await load.send({ ...order, seconds: roundSeconds });
  const seconds = (performance.now() - before.at) / 1_000;
  if (failures > 0) throw new Error(`${name}: ${failures} of ${requests} requests failed, the round says nothing`);
  return {
    perSecond: requests / seconds,
    serverMicroseconds: (cpuOf(pid) - before.server) / requests,
    databaseMicroseconds: (cpuOfFamily(databasePid) - before.database) / requests,
    p99,
  };
};

/** So many requests or so many seconds, whichever comes first: a slow one must not make the run long. */
const warmUp = async ({ load, warmUpRequests, warmUpSeconds }: RoundsOptions, { name, order }: Contestant): Promise<void> => {
  const burst = Math.ceil(warmUpRequests / 10);
  const deadline = performance.now() + warmUpSeconds * 1_000;
  for (let sent = 0; sent < warmUpRequests && performance.now() < deadline; sent += burst) {
    const { failures } = await load.send({ ...order, amount: burst });
    if (failures > 0) throw new Error(`${name}: ${failures} of ${burst} requests failed in the warm-up`);
  }
};

/** All are warmed up alike, then take turns: what disturbs the machine for a while disturbs all of them. */
export const playRounds = async (options: RoundsOptions, contestants: ReadonlyArray<Contestant>): Promise<ReadonlyArray<ReadonlyArray<Round>>> => {
  for (const contestant of contestants) await warmUp(options, contestant);
  const played = contestants.map((): Array<Round> => []);
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [index, contestant] of contestants.entries()) played[index]?.push(await playRound(options, contestant));
  }
  return played;
};

/** How one compares with another, round by round. */
export const speedAgainst = (rounds: ReadonlyArray<Round>, reference: ReadonlyArray<Round>): Spread =>
  ratiosOf(
    rounds.map(({ perSecond }) => perSecond),
    reference.map(({ perSecond }) => perSecond),
  );

const totalMicroseconds = (round: Round): number => round.serverMicroseconds + round.databaseMicroseconds;

export const cpuAgainst = (rounds: ReadonlyArray<Round>, reference: ReadonlyArray<Round>): Spread =>
  ratiosOf(rounds.map(totalMicroseconds), reference.map(totalMicroseconds));

export const summaryOf = (rounds: ReadonlyArray<Round>) => ({
  perSecond: spreadOf(rounds.map(({ perSecond }) => perSecond)),
  server: median(rounds.map(({ serverMicroseconds }) => serverMicroseconds)),
  database: median(rounds.map(({ databaseMicroseconds }) => databaseMicroseconds)),
  p99: median(rounds.map(({ p99 }) => p99)),
});
