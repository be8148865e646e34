import { join } from "node:path";
import { readIfThere, writeSecret } from "@cpts/servers/secret-file";

/** Where the log of a service stands. */
export interface LogHead {
  readonly logId: string;
  readonly position: number;
}

/** The events of a log that the demonstration is made of: after the first position, up to the second. */
interface Range {
  readonly logId: string;
  readonly after: number;
  readonly upTo: number;
}

type Ranges = Readonly<Record<string, ReadonlyArray<Range>>>;

const fileOf = (folder: string): string => join(folder, "demonstration.json");

const read = (folder: string): Ranges => {
  const text = readIfThere(fileOf(folder));
  // Written by `noteEntered` below.
  return text === null ? {} : (JSON.parse(text) as Ranges);
};

/** Notes which events of each log an entry of the demonstration added. */
export const noteEntered = (folder: string, before: Readonly<Record<string, LogHead>>, after: Readonly<Record<string, LogHead>>): void => {
  const ranges = { ...read(folder) };
  for (const [service, { logId, position }] of Object.entries(after)) {
    const began = before[service];
    const from = began !== undefined && began.logId === logId ? began.position : 0;
    if (position > from) ranges[service] = [...(ranges[service] ?? []), { logId, after: from, upTo: position }];
  }
  writeSecret(fileOf(folder), JSON.stringify(ranges));
};

/** How many events of a log are not of the demonstration. */
export const ownEvents = (folder: string, service: string, head: LogHead): number => {
  const ranges = (read(folder)[service] ?? []).filter(({ logId }) => logId === head.logId);
  return head.position - ranges.reduce((sum, { after, upTo }) => sum + upTo - after, 0);
};
