import { NewPassCeiling, type PassCeilingView } from "@cpts/api/PassCeilings";
import { Problem } from "@cpts/api/Problem";
import { passCeilings } from "@cpts/reference-data";
import type { Json } from "@cpts/service-kit/database/json-column";
import { statement } from "@cpts/service-kit/database/statement";
import { pageCursor, StorableText } from "@cpts/service-kit/http/page-cursor";
import { Effect, Schema } from "effect";
import { sql, type Kysely } from "kysely";
import { read, write } from "../database/tables.ts";

type View = typeof PassCeilingView.Encoded;

export interface CeilingTables {
  /** Every version of the ceiling of each year: none changes. */
  readonly pass_ceiling: { year: number; version: number; amount_cents: number; status: string; source: Json<View["source"]>; reason: string | null };
}

/** The ceilings, as this version of the platform knows them. */
export const ceilings = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table pass_ceiling (year integer not null, version integer not null, amount_cents integer not null, status text not null, source json not null, reason text, primary key (year, version))`.execute(db);
  for (const { amountCents, source, status, year } of passCeilings) await sql`insert into pass_ceiling (year, version, amount_cents, status, source) values (${year}, 1, ${amountCents}, ${status}, ${JSON.stringify({ document: source })})`.execute(db);
};

const columns = `year, amount_cents as "amountCents", status, source, reason, version`;
const ofYear = statement<[year: number], View>(`select ${columns} from pass_ceiling where year = $1 order by version desc limit 1`);
const after = statement<[year: number, limit: number], View>(`select distinct on (year) ${columns} from pass_ceiling where year > $1 order by year, version desc limit $2`);

/** The ceiling of a calendar year; null where it is not known. */
export const ceilingOf = (year: number) => Effect.map(read((db) => ofYear(db, year)), ([found]) => found ?? null);

const notFound = new Problem({ type: "not-found", detail: { fr: "Le plafond de cette année n'est pas connu ici.", en: "The ceiling of this year is not known here." } });

/** The ceiling of a calendar year as it is answered. */
export const findCeiling = (year: number) => Effect.flatMap(ceilingOf(year), (body) => (body === null ? Effect.fail(notFound) : Effect.succeed({ body, version: body.version })));

const pages = pageCursor("pass-ceilings", StorableText);

/** A cursor that someone made up starts from the first year. */
const yearIn = (cursor: string | null): number => (cursor !== null && /^\d{4}$/u.test(cursor) ? Number(cursor) : 0);

/** The ceilings by year, each in its newest version. */
export const listCeilings = (query: { readonly limit?: number; readonly cursor?: string }) =>
  Effect.gen(function* () {
    const limit = query.limit ?? 50;
    const from = yearIn(yield* pages.read(query.cursor));
    const { items, nextCursor } = pages.pageOf<View>(yield* read((db) => after(db, from, limit + 1)), limit, ({ year }) => String(year));
    return { items, nextCursor };
  });

const encode = Schema.encodeSync(NewPassCeiling);

const versionConflict = (version: number): Problem =>
  new Problem({ type: "version-conflict", detail: { fr: `Le plafond en est à la version ${version}. Relisez-le, puis refaites votre modification.`, en: `The ceiling is at version ${version}. Read it again, then make your change anew.` } });

const reasonMissing = new Problem({
  type: "invalid-request",
  faults: [{ in: "body", path: ["reason"], code: "reason-missing", message: { fr: "dites pourquoi : cette année est corrigée, ou s'écarte de sa source", en: "say why: this year is corrected, or departs from its source" } }],
});

/** Enters the ceiling of a year, or a new version of it: the others stay. Months that are validated stay validated. */
export const setCeiling = (year: number, given: NewPassCeiling, ifMatch: number) =>
  Effect.gen(function* () {
    yield* write((db) => sql`select pg_advisory_xact_lock(hashtext('cpts.contracts.pass-ceilings'))`.execute(db));
    const [known] = yield* write((db) => ofYear(db, year));
    const version = known?.version ?? 0;
    if (version !== ifMatch) return yield* versionConflict(version);
    const { amountCents, reason = null, source, status } = encode(given);
    if (reason === null && (known !== undefined || status === "overridden")) return yield* reasonMissing;
    yield* write((db) => db.insertInto("pass_ceiling").values({ year, version: version + 1, amount_cents: amountCents, status, source: JSON.stringify(source), reason }).execute());
  });
