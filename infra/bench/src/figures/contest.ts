import type { Table } from "../report/table.ts";
import { figure, withNoise } from "../report/table.ts";
import { cpuAgainst, speedAgainst, summaryOf, type Contestant, type Round } from "../load/rounds.ts";

const head = ["answers by", "req/s (least..greatest)", "server CPU us", "database CPU us", "p99 ms", "x bare Hono", "x hono+pg", "CPU x hono+pg"];

const rowOf = (label: string, rounds: ReadonlyArray<Round>, hono: ReadonlyArray<Round>, pg: ReadonlyArray<Round>): ReadonlyArray<string> => {
  const { perSecond, server, database, p99 } = summaryOf(rounds);
  return [label, withNoise(perSecond), figure(server), figure(database), figure(p99), withNoise(speedAgainst(rounds, hono)), withNoise(speedAgainst(rounds, pg)), withNoise(cpuAgainst(rounds, pg))];
};

/** One table of contestants that met in the same rounds; `hono` and `pg` are the places of the two that the others are compared with. */
export const contestTable = (
  groups: ReadonlyArray<{ readonly label: string; readonly contestants: ReadonlyArray<Contestant>; readonly played: ReadonlyArray<ReadonlyArray<Round>>; readonly hono: number; readonly pg: number }>,
): Table => ({
  head,
  rows: groups.flatMap(({ label, contestants, played, hono, pg }) =>
    contestants.map(({ name }, index) => rowOf(`${label}: ${name}`, played[index] ?? [], played[hono] ?? [], played[pg] ?? [])),
  ),
});
