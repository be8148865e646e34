import { drained, lagsOf } from "../delivery/drained.ts";
import { withLanes, type Lane } from "../delivery/lanes.ts";
import { quantile, ratiosOf, spreadOf } from "../report/statistics.ts";
import { withNoise } from "../report/table.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";

/** Some 25 writes a second: more than France needs. */
const pauseMs = 40;
/** Writes that come first and do not count: two seconds of them, so that all code is compiled. */
const warmUp = { perSecond: 500, seconds: 2, writers: 16 };

type Round = { readonly p50: number; readonly p99: number };

const warm = async (lane: Lane): Promise<void> => {
  const { writes } = await lane.sustained(warmUp);
  await drained(lane, writes.length);
  await lane.effects();
};

const play = async (lane: Lane, order: { readonly writes: number; readonly pauseMs: number }): Promise<Round> => {
  const { writes } = await lane.light(order);
  await drained(lane, writes.length);
  const lags = lagsOf(writes, await lane.effects());
  if (lags.length < writes.length) throw new Error(`${lane.name}: ${writes.length - lags.length} of ${writes.length} effects never came`);
  return { p50: quantile(lags, 0.5), p99: quantile(lags, 0.99) };
};

const rowOf = (name: string, rounds: ReadonlyArray<Round>, best: ReadonlyArray<Round>): ReadonlyArray<string> => {
  const columns = [({ p50 }: Round) => p50, ({ p99 }: Round) => p99];
  return [name, ...columns.flatMap((pick) => [withNoise(spreadOf(rounds.map(pick))), withNoise(ratiosOf(rounds.map(pick), best.map(pick)))])];
};

/** Of each round the best of the peers, at the median and at p99 apart. */
const bestOf = (peers: ReadonlyArray<ReadonlyArray<Round>>): ReadonlyArray<Round> =>
  (peers[0] ?? []).map((_, round) => {
    const met = peers.flatMap((rounds) => rounds[round] ?? []);
    return { p50: Math.min(...met.map(({ p50 }) => p50)), p99: Math.min(...met.map(({ p99 }) => p99)) };
  });

const measure = ({ world, length }: Bench): Promise<FigureResult> =>
  withLanes(world, async (lanes) => {
    for (const lane of lanes) await warm(lane);
    const played = lanes.map((): Array<Round> => []);
    for (let round = 0; round < length.deliveryRounds; round += 1) {
      for (const [index, lane] of lanes.entries()) played[index]?.push(await play(lane, { writes: length.deliveryWrites, pauseMs }));
    }
    const best = bestOf(played.filter((_, index) => lanes[index]?.name.startsWith("ours") === false));
    return {
      title: "delivery: from the commit of a write to the commit of its effect in another process, at light load",
      table: { head: ["delivered by", "p50 ms", "x best peer", "p99 ms", "x best peer"], rows: lanes.map(({ name }, index) => rowOf(name, played[index] ?? [], best)) },
      notes: [`${length.deliveryRounds} rounds of ${length.deliveryWrites} writes each in turn, one every ${pauseMs} ms, after ${warmUp.seconds} s of up to ${warmUp.perSecond} a second that do not count. "Best peer": of each round the smaller of graphile-worker's and pg-boss's figures.`],
    };
  });

export const delivery: Figure = { name: "delivery", measure };
