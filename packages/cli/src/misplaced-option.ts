/**
 * Options that belong to other verbs: an option that is passed over in silence is an answer to another question.
 *
 * @since 0.1.0
 */
import { type CommandLine, kebab, type OwnOptions } from "./arguments.ts";

/** The options that not every verb takes, each with those that do. */
const takers: { readonly [Option in keyof OwnOptions]?: ReadonlyArray<string> } = {
  since: ["events tail", "events replay"],
  until: ["events replay"],
  types: ["events tail", "events replay"],
  count: ["events tail"],
  "from-start": ["events tail"],
  nats: ["events tail", "doctor"],
  reason: ["dead-letters drop", "directory erase"],
  against: ["audit verify"],
  "max-drop-percent": ["directory import"],
  edition: ["registry import-contours"],
  source: ["registry import-contours"],
  licence: ["registry import-contours"],
  out: ["report", "export"],
  template: ["report"],
  review: ["report"],
  cpts: ["report", "export"],
  apply: ["registry import-cpts", "directory erase"],
  "leave-out-refused": ["registry import-cpts"],
  all: ["list", "directory erase"],
  explain: ["list", "get"],
};

/** Verbs that take query parameters: those of what is asked for, which they check themselves; or these alone. */
const queries: ReadonlyArray<readonly [verb: string, parameters: ReadonlyArray<string> | "of the thing"]> = [
  ["list", "of the thing"],
  ["get", "of the thing"],
  ["events republish", ["from"]],
  ["registry import-cpts", ["asOf", "region"]],
  ["report", ["year", "format"]],
];

/** The first option that the verb of this command line does not take, as it is written. */
export const misplacedOption = ({ options, query, words }: CommandLine): string | undefined => {
  const verb = words.slice(0, 2).join(" ");
  const isOf = (name: string): boolean => verb === name || words[0] === name;
  const given = Object.entries(options).flatMap(([name, value]) => (value === false || value === undefined ? [] : [name]));
  // The keys of the options are those of their type.
  const foreign = given.find((name) => takers[name as keyof OwnOptions]?.some(isOf) === false);
  if (foreign !== undefined) return `--${foreign}`;
  const taken = queries.find(([name]) => isOf(name))?.[1] ?? [];
  const parameter = taken === "of the thing" ? undefined : Object.keys(query).find((name) => !taken.includes(name));
  return parameter === undefined ? undefined : `--${kebab(parameter)}`;
};
