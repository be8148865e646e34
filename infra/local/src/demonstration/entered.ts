import { join } from "node:path";
import { readIfThere, writeSecret } from "@cpts/servers/secret-file";

/** Where the log of a service stands. */
export interface LogHead {
  readonly logId: string;
  readonly position: number;
}

/** Where the logs of the services stand, by their names. */
export type LogHeads = Readonly<Record<string, LogHead>>;

/** The events of a log that the demonstration is made of: after the first position, up to the second; null while it is entered. */
interface Range {
  readonly logId: string;
  readonly after: number;
  readonly upTo: number | null;
}

type Ranges = Readonly<Record<string, ReadonlyArray<Range>>>;

const fileOf = (folder: string): string => join(folder, "demonstration.json");

const read = (folder: string): Ranges => {
  const text = readIfThere(fileOf(folder));
  // Written by `write` below.
  return text === null ? {} : (JSON.parse(text) as Ranges);
};

const write = (folder: string, ranges: Ranges): void => writeSecret(fileOf(folder), JSON.stringify(ranges));

/** The ranges of a log, those under way ended where it stands; without those that hold nothing. */
const ended = (ranges: ReadonlyArray<Range>, { logId, position }: LogHead): ReadonlyArray<Range> =>
  ranges.flatMap((range) => {
    if (range.upTo !== null) return [range];
    return range.logId === logId && position > range.after ? [{ ...range, upTo: position }] : [];
  });

const endedIn = (folder: string, heads: LogHeads): Ranges => {
  const ranges = read(folder);
  return { ...ranges, ...Object.fromEntries(Object.entries(heads).map(([service, head]) => [service, ended(ranges[service] ?? [], head)])) };
};

/** Whether an entry of the demonstration was cut short, so that where it ended is not noted yet. */
export const isInterrupted = (folder: string): boolean => Object.values(read(folder)).some((ranges) => ranges.some(({ upTo }) => upTo === null));

/** Notes that what follows in each log is the demonstration. What an interrupted entry left ends here. */
export const noteBeginning = (folder: string, heads: LogHeads): void => {
  const before = endedIn(folder, heads);
  write(folder, { ...before, ...Object.fromEntries(Object.entries(heads).map(([service, { logId, position }]) => [service, [...(before[service] ?? []), { logId, after: position, upTo: null }]])) });
};

/** Notes that no more of the demonstration follows in any log. */
export const noteEnd = (folder: string, heads: LogHeads): void => write(folder, endedIn(folder, heads));

/** How many events of a log are not of the demonstration. */
export const ownEvents = (folder: string, service: string, head: LogHead): number => {
  const ranges = (read(folder)[service] ?? []).filter(({ logId }) => logId === head.logId);
  return head.position - ranges.reduce((sum, { after, upTo }) => sum + (upTo ?? head.position) - after, 0);
};
