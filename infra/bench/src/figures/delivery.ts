import { drained, lagsOf } from "../delivery/drained.ts";
import { withLanes, type Lane } from "../delivery/lanes.ts";
import { quantile, type Spread } from "../report/statistics.ts";
import { withNoise } from "../report/table.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";

/** Some 25 writes a second: more than France needs. */
const pauseMs = 40;
/** Writes that come first and do not count: two seconds of them, so that all code is compiled. */
const warmUp = { perSecond: 500, seconds: 2, writers: 16 };

const warm = async (lane: Lane): Promise<void> => {
  const { writes } = await lane.sustained(warmUp);
  await drained(lane, writes.length);
  await lane.effects();
};

type Lags = ReadonlyArray<number>;

const play = async (lane: Lane, order: { readonly writes: number; readonly pauseMs: number }): Promise<Lags> => {
  const { writes } = await lane.light(order);
  await drained(lane, writes.length);
  const lags = lagsOf(writes, await lane.effects());
  if (lags.length < writes.length) throw new Error(`${lane.name}: ${writes.length - lags.length} of ${writes.length} effects never came`);
  return lags;
};

/** Rounds are put together by so many: a p99 of a hundred writes is one write. */
const parts = 3;
const partsOf = (rounds: ReadonlyArray<Lags>): ReadonlyArray<Lags> => {
  const size = Math.ceil(rounds.length / parts);
  return Array.from({ length: Math.ceil(rounds.length / size) }, (_, part) => rounds.slice(part * size, (part + 1) * size).flat());
};

type Measured = { readonly all: number; readonly parts: ReadonlyArray<number> };
const measuredAt = (rounds: ReadonlyArray<Lags>, q: number): Measured => ({ all: quantile(rounds.flat(), q), parts: partsOf(rounds).map((lags) => quantile(lags, q)) });
const spreadBy = (all: number, values: ReadonlyArray<number>): Spread => ({ median: all, min: Math.min(...values), max: Math.max(...values) });

const columnsOf = (rounds: ReadonlyArray<Lags>, peers: ReadonlyArray<ReadonlyArray<Lags>>, q: number): ReadonlyArray<string> => {
  const own = measuredAt(rounds, q);
  const best = peers.map((peer) => measuredAt(peer, q)).reduce((least, peer) => (peer.all < least.all ? peer : least));
  return [withNoise(spreadBy(own.all, own.parts)), withNoise(spreadBy(own.all / best.all, own.parts.map((value, part) => value / (best.parts[part] ?? Number.NaN))))];
};

const measure = ({ world, length }: Bench): Promise<FigureResult> =>
  withLanes(world, async (lanes) => {
    for (const lane of lanes) await warm(lane);
    const played = lanes.map((): Array<Lags> => []);
    for (let round = 0; round < length.deliveryRounds; round += 1) {
      for (const [index, lane] of lanes.entries()) played[index]?.push(await play(lane, { writes: length.deliveryWrites, pauseMs }));
    }
    const peers = played.filter((_, index) => lanes[index]?.name.startsWith("ours") === false);
    return {
      title: "delivery: from the commit of a write to the commit of its effect in another process, at light load",
      table: {
        head: ["delivered by", "p50 ms", "x best peer", "p99 ms", "x best peer"],
        rows: lanes.map(({ name }, index) => [name, ...[0.5, 0.99].flatMap((q) => columnsOf(played[index] ?? [], peers, q))]),
      },
      notes: [
        `${length.deliveryRounds} rounds of ${length.deliveryWrites} writes each in turn, one every ${pauseMs} ms, after ${warmUp.seconds} s of up to ${warmUp.perSecond} a second that do not count. Quantiles of all writes of a lane together; in brackets the least and greatest of its ${parts} thirds. "Best peer": graphile-worker or pg-boss, whichever is faster over the whole run.`,
      ],
    };
  });

export const delivery: Figure = { name: "delivery", measure };
