/**
 * From what a person types to the identifier in a path: a CPTS by its name or its FINESS, a contract by its number elsewhere, a
 * commune by its name.
 *
 * @since 0.1.0
 */
import type { Codec } from "@cpts/api/Endpoint";
import { Schema } from "effect";
import { fieldsOf, lists, records, type Thing } from "./catalogue.ts";
import { isObject } from "./cells.ts";
import { exitCodes } from "./exit-codes.ts";
import { Refusal } from "./refusal.ts";
import { ask, type Session } from "./session.ts";
import { tableOf } from "./show.ts";

type Item = Readonly<Record<string, unknown>>;

/** The list in which what the first parameter of a path names can be searched: `/v1/cpts` of `/v1/cpts/{id}/territory`. */
const listOf = ({ endpoint }: Thing): Thing | undefined => {
  const above = endpoint.path.slice(0, endpoint.path.indexOf("/{"));
  return lists.find((list) => list.endpoint.path === above && (list.query.includes("q") || list.query.includes("identifier")));
};

const accepts = (schema: Codec | undefined, word: string): boolean => schema === undefined || Schema.is(schema)(word);

const itemsOf = async (session: Session, list: Thing, where: Readonly<Record<string, string>>): Promise<ReadonlyArray<Item>> => {
  const { data } = await ask(session, list, where);
  return isObject(data) && Array.isArray(data["items"]) ? data["items"].filter(isObject) : [];
};

/** Case, accents and hyphens aside, as the search of the services has it. */
const key = (text: unknown): string =>
  typeof text === "string"
    ? text
        .normalize("NFKD")
        .replaceAll(/\p{M}+/gu, "")
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
        .trim()
    : "";

const isNamed = (item: Item, word: string): boolean => [item["name"], item["nom"], item["shortName"]].some((name) => key(name) === key(word));

/** By identifier if the list can, then by name: the one that bears it exactly, else all that the search finds. */
const search = async (session: Session, list: Thing, word: string): Promise<ReadonlyArray<Item>> => {
  const identified = list.query.includes("identifier") ? await itemsOf(session, list, { identifier: word }) : [];
  if (identified.length > 0) return identified;
  if (!list.query.includes("q")) return [];
  const found = await itemsOf(session, list, { q: word });
  const exact = found.filter((item) => isNamed(item, word));
  return exact.length > 0 ? exact : found;
};

/** A refusal with the candidates below it, as a table. */
const ambiguous = ({ language, terminal }: Session, word: string, found: ReadonlyArray<Item>): Refusal => {
  const { lines } = tableOf(found, language, terminal.columns);
  const table = lines.join("\n");
  return new Refusal(exitCodes.no, `« ${word} » peut en désigner ${found.length} :\n${table}`, `"${word}" may be any of ${found.length}:\n${table}`);
};

/** The identifier of the CPTS that a word names, by its name or its FINESS. */
export const cptsIdOf = async (session: Session, word: string): Promise<string> => {
  const thing = records.find(({ endpoint }) => endpoint.path === "/v1/cpts/{id}");
  const [id = word] = thing === undefined ? [word] : await resolveWords(session, thing, [word]);
  return id;
};

/** The words of a path with the first one made an identifier. Refuses when it names nothing, or several. */
export const resolveWords = async (session: Session, thing: Thing, words: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const [parameter, word] = [thing.parameters[0], words[0]];
  const list = listOf(thing);
  if (parameter === undefined || word === undefined || list === undefined || accepts(fieldsOf(thing.endpoint.params)[parameter], word)) return words;
  const found = await search(session, list, word);
  const [item, ...others] = found;
  if (item === undefined) throw new Refusal(exitCodes.no, `Rien ne s'appelle « ${word} ».`, `Nothing is called "${word}".`);
  if (others.length > 0) throw ambiguous(session, word, found);
  return [String(item[parameter] ?? item["id"]), ...words.slice(1)];
};
