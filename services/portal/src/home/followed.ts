import { PositionFromString } from "@cpts/domain/Position";
import { Option, Schema } from "effect";
import { orNothing, type Platform } from "../platform.ts";

/** How far a service has learned from the events of another. */
export interface Followed {
  readonly source: string;
  readonly position: number;
}

const decode = Schema.decodeUnknownOption(PositionFromString);

/** What the services have learned from each other, by service: an answer about any CPTS tells it. Whoever does not answer is left out. */
export const readFollowed = async (platform: Platform, cptsId: string | undefined, signal: AbortSignal): Promise<ReadonlyMap<string, Followed>> => {
  if (cptsId === undefined) return new Map();
  const learned = await orNothing(platform.directory.readTerritory({ id: cptsId }, { signal })).catch(() => null);
  const position = Option.getOrNull(decode(learned?.learnedAt));
  return new Map(position === null ? [] : [["directory", position]]);
};
