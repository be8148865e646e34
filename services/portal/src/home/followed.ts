import { logPosition } from "../log-position.ts";
import { orNothing, type Platform } from "../platform.ts";

/** How far a service has learned from the events of another. */
export interface Followed {
  readonly source: string;
  readonly position: number;
}

const orNull = <T>(reading: Promise<T | null>): Promise<T | null> => reading.catch(() => null);

/** What the services have learned from each other, by service: an answer about any CPTS tells it. Whoever does not answer is left out. */
export const readFollowed = async ({ directory, prevention }: Platform, cptsId: string | undefined, signal: AbortSignal): Promise<ReadonlyMap<string, Followed>> => {
  if (cptsId === undefined) return new Map();
  const [territory, missions] = await Promise.all([
    orNull(orNothing(directory.readTerritory({ id: cptsId }, { signal }))),
    orNull(orNothing(prevention.listMissions({ id: cptsId, explain: "true" }, { signal }))),
  ]);
  const positions = [
    ["directory", logPosition(territory?.learnedAt)],
    ["prevention", logPosition(missions?.explanations?.find(({ figure }) => figure === "missions")?.sources[0]?.name)],
  ] as const;
  return new Map(positions.flatMap(([service, position]) => (position === null ? [] : [[service, position] as const])));
};
