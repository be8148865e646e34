/**
 * `cpts directory erase <person>`: where the words of every service name somebody, and with `--apply` cutting them out there, then the
 * erasure in the directory. The name has to be looked for while somebody still knows it.
 *
 * @since 0.1.0
 */
import type { PersonData } from "@cpts/api/PrivacyEndpoints";
import type { TextOccurrences, TextSearch } from "@cpts/api/TextOccurrences";
import { CptsProblem, type ServiceName } from "@cpts/sdk";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { patient, servicesOf } from "./operators.ts";
import { usageError } from "./refusal.ts";
import { callOf, type Session } from "./session.ts";
import { printable } from "./width.ts";

type Found = typeof TextOccurrences.Encoded;
type Place = Found["places"][number];

const form = "cpts directory erase <person> [--apply [--all] [--remove-files <id,id>]] [--reason request] [--json]";

const textOf = (item: unknown, name: string): string | null => {
  const value = typeof item === "object" && item !== null ? Object.entries(item).find(([key]) => key === name)?.[1] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
};

/** Whom to look for, as the directory knows them: their name, their number, how they are reached. */
const searchOf = ({ holdings }: typeof PersonData.Encoded): TextSearch | null => {
  const items = (...names: ReadonlyArray<string>): ReadonlyArray<unknown> => holdings.filter(({ holding }) => names.includes(holding)).flatMap((one) => one.items);
  const [identity] = items("identity", "register");
  const familyName = textOf(identity, "family_name");
  if (familyName === null) return null;
  const numbers = [textOf(identity, "rpps"), ...items("contacts").map((one) => textOf(one, "value"))].flatMap((one) => (one !== null && one.length >= 5 ? [one] : []));
  const givenName = textOf(identity, "given_name");
  return { familyName, ...(givenName === null ? {} : { givenName }), exactly: [...new Set(numbers)].slice(0, 20) };
};

const sayings: { readonly [Kind in Place["kind"]]: readonly [fr: string, en: string] } = {
  text: ["texte", "text"],
  log: ["journal : rien n'y change", "log: nothing changes there"],
  projection: ["appris d'un autre service, et change avec lui", "learned from another service, changes with it"],
  file: ["fichier à remplacer", "file, to be replaced"],
  passing: ["réponse gardée ou événement écarté", "kept answer or event put aside"],
};

const lineOf = ({ tell }: Session, service: string, { certain, field, key, kind, redacted, table }: Place): string => {
  const at = `${service}: ${table}.${field} ${Object.values(key).join(" ")} (${tell(...sayings[kind])})`;
  if (redacted) return `${at} ${tell("ôté", "cut out")}`;
  return certain ? at : `${at} ${tell("peut-être un autre", "perhaps somebody else")}`;
};

const refusedFor = ({ tell, terminal }: Session, error: unknown): void => {
  if (error instanceof CptsProblem && (error.status === 401 || error.status === 403))
    terminal.err(tell("Il faut un compte de service avec directory:person-export, directory:erase et platform:erase.", "This takes a service account with directory:person-export, directory:erase and platform:erase."));
};

type FoundIn = Found & { readonly service: ServiceName };

/** Asks every service, one after the other: each reads all its tables. */
const ask = async (session: Session, searchIn: (service: ServiceName) => TextSearch): Promise<ReadonlyArray<FoundIn>> => {
  const answers: Array<FoundIn> = [];
  for (const service of servicesOf([])) {
    const { data } = await callOf(session, { service, method: "findTextOccurrences" })(searchIn(service), { ...patient, signal: session.terminal.signal });
    // The SDK's own types say what the endpoint answers.
    answers.push({ service, ...(data as Found) });
  }
  return answers;
};

/** The files that a service has told of. */
const filesIn = ({ places, unreadFiles }: Found): ReadonlyArray<string> => [...places.flatMap(({ key, kind }) => (kind === "file" ? [key["id"] ?? ""] : [])), ...unreadFiles.map(({ id }) => id)];

/** The files that are to go, each at the service that has told of it. */
const removalsOf = (asked: string | undefined, before: ReadonlyArray<FoundIn>): ReadonlyMap<ServiceName, ReadonlyArray<string>> => {
  const ids = (asked ?? "").split(",").map((id) => id.trim()).filter((id) => id !== "");
  const stray = ids.filter((id) => !before.some((one) => filesIn(one).includes(id)));
  if (stray.length > 0) throw usageError(`Aucun service ne cite ces fichiers : ${stray.join(", ")}`, `No service tells of these files: ${stray.join(", ")}`);
  return new Map(before.map((one) => [one.service, ids.filter((id) => filesIn(one).includes(id))]));
};

const show = (session: Session, answers: ReadonlyArray<FoundIn>): void => {
  const { options, tell, terminal } = session;
  if (options.json) return terminal.out(JSON.stringify({ items: answers }));
  for (const { more, places, service, unreadFiles } of answers) {
    for (const place of places) terminal.out(printable(lineOf(session, service, place)));
    if (more) terminal.out(tell(`${service}: il y en a d'autres`, `${service}: there are more`));
    for (const { id, owner = "", type } of unreadFiles) terminal.out(printable(`${service}: file ${id} ${type} ${owner} (${tell("illisible ici : quelqu'un doit regarder et décider", "cannot be read here: somebody has to look and decide")})`));
  }
};

/** What is left to be done by hand: places that still name them, or may. */
const isLeft = ({ places }: Found): boolean => places.some(({ redacted }) => !redacted);

/** Ends with 1 while something still names them that has to be dealt with by hand. */
export const runErase = async (session: Session, [id, ...rest]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, tell, terminal } = session;
  if (id === undefined || rest.length > 0 || (!options.apply && (options.all || options["remove-files"] !== undefined))) throw usageError(form, form);
  try {
    const { data } = await callOf(session, { service: "directory", method: "exportPerson" })({ id });
    // The SDK's own types say what the endpoint answers.
    const search = searchOf(data as typeof PersonData.Encoded);
    if (search === null) throw usageError("L'annuaire ne connaît plus le nom de cette personne.", "The directory no longer knows the name of this person.");
    // Who may not ask everywhere cuts nothing out anywhere.
    const before = await ask(session, () => search);
    const removals = removalsOf(options["remove-files"], before);
    const answers = options.apply ? await ask(session, (service) => ({ ...search, redact: options.all ? "all" : "certain", removeFiles: removals.get(service) ?? [] })) : before;
    if (options.apply) await callOf(session, { service: "directory", method: "erasePerson" })({ id }, { reason: options.reason ?? "request", requestedBy: "person" });
    show(session, answers);
    if (!options.apply) terminal.err(tell("Rien n'est changé : --apply ôte ces mots, puis efface la personne.", "Nothing is changed: --apply cuts these words out, then erases the person."));
    return answers.some(isLeft) ? exitCodes.no : exitCodes.ok;
  } catch (error) {
    refusedFor(session, error);
    throw error;
  }
};
