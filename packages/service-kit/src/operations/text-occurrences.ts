import { operationsEndpoints } from "@cpts/api/Operations";
import { type FieldFault, Problem } from "@cpts/api/Problem";
import type { TextOccurrence, TextSearch } from "@cpts/api/TextOccurrences";
import type { Actor } from "@cpts/domain/Access";
import { Clock, Effect, Semaphore } from "effect";
import { sql, type QueryExecutorProvider } from "kysely";
import { attempt, Transaction, transaction } from "../database/database.ts";
import { eraseFiles } from "../files/store.ts";
import { bind } from "../http/bind.ts";
import { Ids } from "../ids.ts";
import { blocksOf, mayName, textTables, type OwnTexts } from "../privacy/columns.ts";
import { filesNaming } from "../privacy/files.ts";
import { eraseMadeNaming } from "../privacy/made-files.ts";
import { inPassing } from "../privacy/passing.ts";
import { cutsIn, textsIn, type HowSure, type Named } from "../privacy/naming.ts";
import { erasedFile, textPlaces, type TextPlace } from "../privacy/redact.ts";
import type { Redactions } from "../privacy/redactions.ts";
import { platform } from "./platform.ts";

type Occurrence = typeof TextOccurrence.Encoded;

/** How many places of one table are looked at, and how many are answered. */
const most = 1_000;
/** Whole tables are read, page by page: this process may be busy between two statements. */
const limitMs = 120_000;

const namedOf = ({ exactly = [], familyName, givenName = "" }: TextSearch): Named => ({ familyName, givenName, exactly });

const shown = (place: TextPlace, kind: Occurrence["kind"], redact: HowSure | null): Occurrence => ({
  kind,
  table: place.table,
  key: place.key,
  field: [place.column, ...place.path].join("/"),
  certain: place.isCertain,
  redacted: redact === "all" || (redact === "certain" && place.isCertain),
});

const isSure = (value: unknown, named: Named): boolean => textsIn(value).some(({ text }) => cutsIn(text, named).length > 0);

/** Events that name somebody: the chain of the log lets nothing be changed, so whoever erases has to know. */
const inLog = async (db: QueryExecutorProvider, named: Named): Promise<ReadonlyArray<Occurrence>> => {
  const rows: Array<{ readonly position: string; readonly type: string; readonly data: unknown }> = [];
  for (const block of await blocksOf(db, "event")) rows.push(...(await sql<(typeof rows)[number]>`select position::text as position, type, data from event where ${block} and ${mayName(sql`data::text`, named)} order by position limit ${most - rows.length}`.execute(db)).rows);
  return rows.filter(({ data }) => textsIn(data).some(({ text }) => cutsIn(text, named, "all").length > 0)).map(({ data, position, type }) => ({ kind: "log", table: "event", key: { position, type }, field: "data", certain: isSure(data, named), redacted: false }));
};

/** What is learned from another service follows it: cut there, it changes here. */
const inProjections = async (db: QueryExecutorProvider, named: Named, own: OwnTexts): Promise<ReadonlyArray<Occurrence>> => {
  const found: Array<Occurrence> = [];
  for (const table of await textTables(db, own, true)) {
    const all = sql`concat_ws(' ', ${sql.join(table.columns.map(({ name }) => sql`${sql.ref(name)}::text`))})`;
    const key = table.key.length === 0 ? sql`'{}'::json` : sql`json_build_object(${sql.join(table.key.flatMap((name) => [sql.lit(name), sql`${sql.ref(name)}::text`]))})`;
    const { rows } = await sql<{ readonly key: Readonly<Record<string, string>>; readonly text: string }>`select ${key} as key, ${all} as text from ${sql.table(table.name)} where ${mayName(all, named)} limit ${most}`.execute(db);
    found.push(...rows.filter(({ text }) => cutsIn(text, named, "all").length > 0).map(({ key: at, text }): Occurrence => ({ kind: "projection", table: table.name, key: at, field: "*", certain: cutsIn(text, named).length > 0, redacted: false })));
  }
  return found;
};

/** Kept answers and events put aside live for days: they go, rather than being cut. */
const passingNaming = async (db: QueryExecutorProvider, named: Named, redact: HowSure | null): Promise<ReadonlyArray<Occurrence>> =>
  (await inPassing(db, named, { redact: redact !== null })).map(({ rows, table }) => ({ kind: "passing", table, key: { rows: String(rows) }, field: "*", certain: false, redacted: redact !== null }));

/** Remembers where words were cut out, for restored backups; rows without a key cannot be found again. */
const remember = (db: QueryExecutorProvider, places: ReadonlyArray<TextPlace>, redact: HowSure | null) =>
  Effect.gen(function* () {
    const at = new Date(yield* Clock.currentTimeMillis).toISOString();
    for (const { isCertain, ...place } of places) {
      if (redact === null || (redact === "certain" && !isCertain) || Object.keys(place.key).length === 0) continue;
      const id = yield* (yield* Ids).next;
      yield* attempt(() => sql`insert into text_redaction (id, at, place) values (${id}, ${at}, ${JSON.stringify(place)})`.execute(db));
    }
  });

/** The entry of the audit: who looked, when, and how much there was; never for whom. */
const noteInquiry = (db: QueryExecutorProvider, { role, subject }: Actor, redact: HowSure | null, places: number) =>
  Effect.gen(function* () {
    const [id, at] = [yield* (yield* Ids).next, new Date(yield* Clock.currentTimeMillis).toISOString()];
    yield* attempt(() => sql`insert into text_inquiry (id, at, by, redact, places) values (${id}, ${at}, ${subject ?? role}, ${redact}, ${places})`.execute(db));
  });

/** As a place, a file that went whole: a restored backup is told to remove it again. */
const goneFile = (id: string): TextPlace => ({ table: erasedFile.table, key: { id }, column: erasedFile.column, path: [], cuts: [], length: 0, isCertain: true });

const notFound = (index: number): FieldFault => ({
  in: "body",
  path: ["removeFiles", index],
  code: "unknown-file",
  message: { fr: "ce fichier ne nomme pas cette personne ici, et peut être lu", en: "this file does not name this person here, and can be read" },
});

/** The files that are to go, which have to be among those that were found: of another nothing is removed. */
const filesToGo = (asked: ReadonlyArray<string>, looked: Effect.Success<ReturnType<typeof filesNaming>>): Effect.Effect<ReadonlyArray<string>, Problem> => {
  const ids = new Set([...looked.found, ...looked.unread].map(({ id }) => id));
  const faults = asked.flatMap((id, index) => (ids.has(id) ? [] : [notFound(index)]));
  return faults.length > 0 ? Effect.fail(new Problem({ type: "invalid-request", faults })) : Effect.succeed(asked);
};

const inTables = (named: Named, own: OwnTexts, { redact, remove }: { readonly redact: HowSure | null; readonly remove: ReadonlyArray<string> }, actor: Actor) =>
  transaction(
    Effect.gen(function* () {
      const { kysely } = yield* Transaction;
      yield* attempt(() => sql`select set_config('idle_in_transaction_session_timeout', ${String(limitMs)}, true)`.execute(kysely));
      const made = redact === null ? [] : yield* eraseMadeNaming(named, redact);
      yield* eraseFiles(remove);
      yield* remember(kysely, [...made, ...remove].map(goneFile), redact ?? "certain");
      const places = yield* attempt(() => textPlaces(kysely, named, own, { redact, limit: most }));
      yield* remember(kysely, places, redact);
      const others = yield* attempt(async () => [...(await inLog(kysely, named)), ...(await inProjections(kysely, named, own)), ...(await passingNaming(kysely, named, redact))]);
      yield* noteInquiry(kysely, actor, redact, places.length + others.length);
      return { erasedFiles: new Set([...made, ...remove]), places: [...places.map((place) => shown(place, "text", redact)), ...others] };
    }),
  );

const oneAtATime = Semaphore.makeUnsafe(1);

/** Where the words of this service name somebody; asked twice with `redact`, the second time they do no longer. */
export const textOccurrenceBinding = (own: OwnTexts, redactions: typeof Redactions.Service) =>
  bind(
    operationsEndpoints.findTextOccurrences,
    platform,
    ({ actor, body }) =>
      oneAtATime.withPermit(
        Effect.gen(function* () {
          const named = namedOf(body);
          const looked = yield* filesNaming(named);
          const remove = yield* filesToGo(body.removeFiles ?? [], looked);
          const { erasedFiles, places: inRows } = yield* inTables(named, own, { redact: body.redact ?? null, remove }, actor);
          const files = looked.found.map(({ id, isCertain, owner }): Occurrence => ({ kind: "file", table: "file", key: { id, owner }, field: "*", certain: isCertain, redacted: erasedFiles.has(id) }));
          const places = [...inRows, ...files];
          if (body.redact !== undefined || remove.length > 0) yield* redactions.look;
          return { body: { places: places.slice(0, most), more: places.length > most, unreadFiles: looked.unread.filter(({ id }) => !erasedFiles.has(id)).slice(0, most) } };
        }),
      ),
    { ownTransactions: true },
  );
