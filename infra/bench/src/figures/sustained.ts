import { cpuOfFamily } from "../processes/cpu-time.ts";
import { drained, lagsOf } from "../delivery/drained.ts";
import { withLanes, type Lane } from "../delivery/lanes.ts";
import { quantile } from "../report/statistics.ts";
import { figure } from "../report/table.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";

const perSecond = 1_000;
const writers = 16;
const warmUp = { perSecond: 300, seconds: 1, writers };

const head = ["delivered by", "writes/s", "delivered/s", "ratio at the end", "after the drain", "lost", "twice", "lag p50 ms", "p99 ms", "database CPU us"];

const play = async (lane: Lane, seconds: number, databasePid: number): Promise<ReadonlyArray<string>> => {
  const { writes: first } = await lane.sustained(warmUp);
  await drained(lane, first.length);
  await lane.effects();
  const cpuBefore = cpuOfFamily(databasePid);
  const { beganAt, endedAt, writes } = await lane.sustained({ perSecond, seconds, writers });
  await drained(lane, writes.length);
  const cpu = (cpuOfFamily(databasePid) - cpuBefore) / writes.length;
  const effects = await lane.effects();
  const lags = lagsOf(writes, effects);
  const took = (endedAt - beganAt) / 1_000;
  const inTime = effects.filter(([, at]) => at <= endedAt).length;
  const totals = await lane.totals();
  return [
    lane.name,
    figure(writes.length / took),
    figure(inTime / took),
    figure(inTime / writes.length),
    figure(effects.length / writes.length),
    String(totals.written - totals.different),
    String(totals.effects - totals.different),
    figure(quantile(lags, 0.5)),
    figure(quantile(lags, 0.99)),
    figure(cpu),
  ];
};

const measure = ({ world, length }: Bench): Promise<FigureResult> =>
  withLanes(world, async (lanes) => {
    const rows: Array<ReadonlyArray<string>> = [];
    for (const lane of lanes) rows.push(await play(lane, length.sustainedSeconds, world.postgres.pid));
    return {
      title: `sustained: ${perSecond} writes a second for ${length.sustainedSeconds} s, each with its effect`,
      table: { head, rows },
      notes: [
        `An open loop: each write has its moment; ${writers} writers at once, each write one transaction of a row and an event (or a job), fsync on. ` +
          `"Ratio": effects committed by writes committed, when the last write is, then when no more come. "Lost", "twice": rows without an effect and effects of the same row, counted in the tables.`,
      ],
    };
  });

export const sustained: Figure = { name: "sustained", measure };
