import { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { IndicatorChange, IndicatorView } from "@cpts/api/Indicators";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { Indicator, indicatorFaults, type IndicatorFault } from "@cpts/domain/Indicator";
import { statement } from "@cpts/service-kit/database/statement";
import { record } from "@cpts/service-kit/events/log/record";
import { pageCursor, StorableText } from "@cpts/service-kit/http/page-cursor";
import { Effect, Schema, SchemaParser } from "effect";
import { read, write } from "../database/tables.ts";
import type { StoredIndicator } from "./tables.ts";

/** A version of a row of the catalogue as it is kept. */
export interface IndicatorRow {
  readonly code: string;
  readonly version: number;
  readonly current: number;
  readonly body: StoredIndicator;
  readonly reason: string | null;
}

const columns = "v.code, v.version, i.version as current, v.body, v.reason";
const currentStatement = statement<[code: string], IndicatorRow>(`select ${columns} from indicator i join indicator_version v on v.code = i.code and v.version = i.version where i.code = $1`);
const versionStatement = statement<[code: string, version: number], IndicatorRow>(`select ${columns} from indicator_version v join indicator i on i.code = v.code where v.code = $1 and v.version = $2`);

const notFound = new Problem({ type: "not-found", detail: { fr: "Cet indicateur n'est pas au catalogue.", en: "This indicator is not in the catalogue." } });
const fault = (path: ReadonlyArray<string | number>, code: string, fr: string, en: string): FieldFault => ({ in: "body", path, code, message: { fr, en } });
const exists = new Problem({ type: "already-exists", faults: [fault(["code"], "indicator-exists", "cet indicateur existe déjà : corrigez-le, ou donnez un autre code", "this indicator exists already: correct it, or give another code")] });

/** A version of a row of the catalogue, the newest by default; undefined where there is none. */
export const indicatorRow = (code: string, version?: number) => Effect.map(read((db) => (version === undefined ? currentStatement(db, code) : versionStatement(db, code, version))), ([row]) => row);

const findRow = (code: string, version?: number) => Effect.flatMap(indicatorRow(code, version), (row) => (row === undefined ? Effect.fail(notFound) : Effect.succeed(row)));

export const viewOfIndicator = ({ body, current, reason, version }: IndicatorRow): typeof IndicatorView.Encoded => ({ ...body, version, isCurrent: version === current, versionReason: reason });

/** A version of a row of the catalogue as it is answered. */
export const findIndicator = (code: string, version?: number) =>
  Effect.map(findRow(code, version), (row) => ({ body: viewOfIndicator(row), version: row.version, ...(row.version === row.current ? {} : { variant: "replaced" }) }));

const textOf = (found: IndicatorFault): FieldFault => {
  switch (found._tag) {
    case "RatioWithoutTerms":
      return fault([found.field], "ratio-without-terms", "un rapport a un numérateur et un dénominateur : dites ce qu'ils comptent", "a ratio has a numerator and a denominator: say what they count");
    case "TermsWithoutRatio":
      return fault([found.field], "terms-without-ratio", "seul un rapport a un numérateur et un dénominateur", "only a ratio has a numerator and a denominator");
    case "StepsUnordered":
      return fault(["achievement", "steps", found.index], "steps-unordered", "chaque palier va plus loin que le précédent, et vaut au moins autant", "each step goes further than the one before, and is worth as much at least");
    case "OverrideWithoutReason":
      return fault(["reason"], "reason-missing", "dites pourquoi cet indicateur s'écarte de sa source", "say why this indicator departs from its source");
  }
};

const encode = Schema.encodeSync(Indicator);
const decodePublished = SchemaParser.decodeUnknownSync(contracts.events.indicatorPublished.payload);

const keep = (row: Indicator, version: number, reason: string | null) =>
  Effect.gen(function* () {
    if (version === 1) yield* write((db) => db.insertInto("indicator").values({ code: row.code, version, mission: row.mission }).execute());
    else yield* write((db) => db.updateTable("indicator").set({ version, mission: row.mission }).where("code", "=", row.code).execute());
    yield* write((db) => db.insertInto("indicator_version").values({ code: row.code, version, body: JSON.stringify(encode(row)), reason }).execute());
    const data = decodePublished({ indicator: row.code, indicatorVersion: version, mission: row.mission, kind: row.kind, status: row.status });
    // People choose the code: it must never be the name of another aggregate.
    yield* record(contracts.events.indicatorPublished, { aggregateId: `indicator/${row.code}`, aggregateVersion: version, data });
  });

const refuse = (faults: ReadonlyArray<FieldFault>) => (faults.length === 0 ? Effect.void : Effect.fail(new Problem({ type: "invalid-request", faults })));

/** Adds a row to the catalogue. */
export const addIndicator = (row: Indicator) =>
  Effect.gen(function* () {
    yield* refuse(indicatorFaults(row).map(textOf));
    const taken = yield* write((db) => db.selectFrom("indicator").select("code").where("code", "=", row.code).executeTakeFirst());
    if (taken !== undefined) return yield* exists;
    yield* keep(row, 1, null);
  });

/** Adds a version of a row of the catalogue: the indicators of contracts keep the one they were set with. */
export const changeIndicator = (code: string, { versionReason, ...content }: IndicatorChange, ifMatch: number) =>
  Effect.gen(function* () {
    const held = yield* write((db) => db.selectFrom("indicator").select("version").where("code", "=", code).forUpdate().executeTakeFirst());
    if (held === undefined) return yield* notFound;
    if (held.version !== ifMatch)
      return yield* new Problem({
        type: "version-conflict",
        detail: { fr: `L'indicateur en est à la version ${held.version}. Relisez-le, puis refaites votre modification.`, en: `The indicator is at version ${held.version}. Read it again, then make your change anew.` },
      });
    const row: Indicator = { code, ...content };
    yield* refuse(indicatorFaults(row).map(textOf));
    yield* keep(row, held.version + 1, versionReason);
  });

const pages = pageCursor("indicators", StorableText);

/** The catalogue in the order of its codes, each row in its newest version. */
export const listIndicators = ({ cursor, limit = 50, mission }: QueryOf<typeof contracts.endpoints.listIndicators>) =>
  Effect.gen(function* () {
    const after = yield* pages.read(cursor);
    const rows: ReadonlyArray<IndicatorRow> = yield* read((db) => {
      let select = db
        .selectFrom("indicator as i")
        .innerJoin("indicator_version as v", (join) => join.onRef("v.code", "=", "i.code").onRef("v.version", "=", "i.version"))
        .select(["v.code", "v.version", "i.version as current", "v.body", "v.reason"])
        .orderBy("i.code")
        .limit(limit + 1);
      if (after !== null) select = select.where("i.code", ">", after);
      if (mission !== undefined) select = select.where("i.mission", "=", mission);
      return select.execute();
    });
    const page = pages.pageOf(rows, limit, ({ code }) => code);
    return { items: page.items.map(viewOfIndicator), nextCursor: page.nextCursor };
  });
