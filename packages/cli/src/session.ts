/**
 * One run of `cpts`: its words, its surroundings, and the connection to the platform.
 *
 * @since 0.1.0
 */
import { readFileSync } from "node:fs";
import { type Answer, type CallOptions, connect, type Connection } from "@cpts/sdk";
import { type CommandLine, kebab } from "./arguments.ts";
import type { Thing } from "./catalogue.ts";
import { type Language, languageOf, type Tell, tellerOf } from "./language.ts";
import { usageError } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

/** Where the platform of `npm start` answers. */
export const defaultUrl = "http://127.0.0.1:8080";

/** What a verb works with. */
export interface Session extends CommandLine {
  readonly terminal: Terminal;
  readonly language: Language;
  readonly tell: Tell;
  /** The one origin of the platform, without a slash at its end. */
  readonly url: string;
  readonly token: string | undefined;
  readonly nats: string | undefined;
  readonly connection: Connection;
}

const languageGiven = (lang: string | undefined, terminal: Terminal): Language => {
  if (lang === undefined) return languageOf(terminal.env);
  if (lang === "fr" || lang === "en") return lang;
  throw usageError("--lang fr ou --lang en", "--lang fr or --lang en");
};

/** An empty variable is one that is not set. */
const variable = (terminal: Terminal, name: string): string | undefined => terminal.env[name] || undefined;

const tokenOf = ({ options }: CommandLine, terminal: Terminal): string | undefined => {
  const file = options["token-file"];
  if (options.token !== undefined) return options.token.trim();
  if (file === undefined) return variable(terminal, "CPTS_TOKEN")?.trim();
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw usageError(`Le fichier du jeton ne peut pas être lu : ${file}`, `The file of the token cannot be read: ${file}`);
  }
};

/** The language of a run, known before anything else can go wrong. */
export const languageOfLine = (args: ReadonlyArray<string>, terminal: Terminal): Language => {
  const given = args.flatMap((word, index) => (word === "--lang" ? [args[index + 1]] : word.startsWith("--lang=") ? [word.slice(7)] : [])).at(-1);
  return given === "fr" || given === "en" ? given : languageOf(terminal.env);
};

/** Opens a session: nothing is sent yet. Throws a usage error. */
export const openSession = (line: CommandLine, terminal: Terminal): Session => {
  const language = languageGiven(line.options.lang, terminal);
  const url = (line.options.url ?? variable(terminal, "CPTS_URL") ?? defaultUrl).replace(/\/+$/u, "");
  if (!/^https?:$/u.test(URL.parse(url)?.protocol ?? "")) throw usageError(`Adresse illisible : ${url}`, `Unreadable address: ${url}`);
  const token = tokenOf(line, terminal);
  const nats = line.options.nats ?? variable(terminal, "NATS_URL");
  return { ...line, terminal, language, tell: tellerOf(language), url, token, nats, connection: connect({ url, token, language, retries: 2 }) };
};

type Call = ((...args: ReadonlyArray<unknown>) => Promise<Answer<unknown>>) & { readonly pages: (...args: ReadonlyArray<unknown>) => AsyncIterable<Answer<unknown>> };

/** A call of a service by its name in the contract. */
export const callOf = ({ connection }: Session, { service, method }: Pick<Thing, "service" | "method">): Call =>
  // The catalogue is made from the very contracts that the connection is made from.
  (connection as unknown as Readonly<Record<string, Readonly<Record<string, Call>>>>)[service]?.[method] as Call;

/** Path and query parameters of a call; a usage error where the endpoint does not take an option that was given. */
export const whereOf = ({ options, query }: Session, { endpoint, parameters, query: taken }: Thing, words: ReadonlyArray<string>): Readonly<Record<string, string>> => {
  const asked = { ...query, ...(options.explain ? { explain: "true" } : {}) };
  const unknown = Object.keys(asked).filter((name) => !taken.includes(name));
  if (unknown.length > 0) {
    const [named, there] = [unknown.map((name) => `--${kebab(name)}`).join(", "), taken.map((name) => `--${kebab(name)}`).join(", ") || "-"];
    throw usageError(`${named} : pas d'option de ${endpoint.path}. Il y a : ${there}`, `${named}: no option of ${endpoint.path}. There are: ${there}`);
  }
  return { ...asked, ...Object.fromEntries(parameters.map((name, index) => [name, words[index] ?? ""])) };
};

/** Sends a call that takes `where` only if its endpoint has parameters. */
export const ask = (session: Session, thing: Thing, where: Readonly<Record<string, string>>, options: CallOptions = {}): Promise<Answer<unknown>> => {
  const call = callOf(session, thing);
  const own = { signal: session.terminal.signal, ...options };
  return thing.parameters.length + thing.query.length === 0 ? call(own) : call(where, own);
};
