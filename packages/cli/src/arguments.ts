/**
 * The words of a command line, told apart.
 *
 * Own options have one meaning in all verbs but `list` and `get`, where a text that a query takes (`--since`) is that of the
 * query; every other option is a query parameter of what is asked for, in kebab-case or as the API writes it (`--as-of`, `--asOf`).
 *
 * @example
 * ```ts
 * import { readArguments } from "./arguments.ts"
 *
 * const line = readArguments(["list", "communes", "--q", "amboise", "--json"])
 * line.words // => ["list", "communes"]
 * line.query // => { q: "amboise" }
 * line.options.json // => true
 * ```
 *
 * @since 0.1.0
 */
import { parseArgs } from "node:util";
import { queryNames } from "./catalogue.ts";
import { usageError } from "./refusal.ts";

const own = {
  url: { type: "string" },
  token: { type: "string" },
  "token-file": { type: "string" },
  lang: { type: "string" },
  nats: { type: "string" },
  since: { type: "string" },
  until: { type: "string" },
  reason: { type: "string" },
  "remove-files": { type: "string" },
  against: { type: "string" },
  types: { type: "string" },
  count: { type: "string" },
  "max-drop-percent": { type: "string" },
  edition: { type: "string" },
  source: { type: "string" },
  licence: { type: "string" },
  out: { type: "string" },
  template: { type: "string" },
  review: { type: "string" },
  cpts: { type: "string" },
  "from-start": { type: "boolean", default: false },
  apply: { type: "boolean", default: false },
  "leave-out-refused": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  ndjson: { type: "boolean", default: false },
  all: { type: "boolean", default: false },
  explain: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", default: false },
} as const;

/** The options of `cpts` itself, in every verb. */
const ownOptions: ReadonlySet<string> = new Set(Object.keys(own));

/** The values of the own options. */
export interface OwnOptions {
  readonly url?: string;
  readonly token?: string;
  readonly "token-file"?: string;
  readonly lang?: string;
  readonly nats?: string;
  readonly since?: string;
  readonly until?: string;
  readonly reason?: string;
  readonly "remove-files"?: string;
  readonly against?: string;
  readonly types?: string;
  readonly count?: string;
  readonly "max-drop-percent"?: string;
  readonly edition?: string;
  readonly source?: string;
  readonly licence?: string;
  readonly out?: string;
  readonly template?: string;
  readonly review?: string;
  readonly cpts?: string;
  readonly "from-start": boolean;
  readonly apply: boolean;
  readonly "leave-out-refused": boolean;
  readonly json: boolean;
  readonly ndjson: boolean;
  readonly all: boolean;
  readonly explain: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/** A command line, told apart. */
export interface CommandLine {
  /** The verb and what follows it, without options. */
  readonly words: ReadonlyArray<string>;
  readonly options: OwnOptions;
  /** Query parameters, as the API calls them. */
  readonly query: Readonly<Record<string, string>>;
}

/** `asOf` -> `as-of`. */
export const kebab = (name: string): string => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, "-").toLowerCase();

const isText = (option: string): boolean => Object.entries(own).some(([name, { type }]) => name === option && type === "string");

/** Own options that are query parameters too: with these verbs they are those. */
const asking: ReadonlyArray<string> = ["list", "get"];
const shared: ReadonlySet<string> = new Set([...queryNames].filter(isText));

const parameters = [...queryNames].filter((name) => !ownOptions.has(name) && !ownOptions.has(kebab(name)));
const byOption = new Map(parameters.flatMap((name) => [[name, name] as const, [kebab(name), name] as const]));

const messages: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: ["Option inconnue", "Unknown option"],
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: ["Option sans valeur, ou avec une valeur de trop", "An option without its value, or with one too many"],
};

const parse = (args: ReadonlyArray<string>) => {
  try {
    const options = { ...Object.fromEntries([...byOption.keys()].map((name) => [name, { type: "string" } as const])), ...own };
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const { code = "", message } = error as { readonly code?: string; readonly message: string };
    const [fr, en] = messages[code] ?? ["Ligne de commande illisible", "Unreadable command line"];
    const named = /'(-[^']*)'/u.exec(message)?.[1]?.split(/[ ,]/u)[0] ?? "";
    throw usageError(`${fr} : ${named}`, `${en}: ${named}`);
  }
};

/** Tells the words of a command line apart. Throws a usage error. */
export const readArguments = (args: ReadonlyArray<string>): CommandLine => {
  const { positionals, values } = parse(args);
  const isAsking = asking.includes(positionals[0] ?? "");
  const isQuery = (option: string): boolean => isAsking && shared.has(option);
  const given = Object.entries(values).flatMap(([option, value]) => {
    const name = isQuery(option) ? option : byOption.get(option);
    return name === undefined || typeof value !== "string" ? [] : [[name, value] as const];
  });
  // The own options are exactly those of `own`, each of the type declared there.
  const options = Object.fromEntries(Object.entries(values).filter(([option]) => ownOptions.has(option) && !isQuery(option))) as unknown as OwnOptions;
  if (options.json && options.ndjson) throw usageError("--json ou --ndjson, pas les deux", "--json or --ndjson, not both");
  return { words: positionals, options, query: Object.fromEntries(given) };
};
