import { createHash } from "node:crypto";
import type { NeedsImported, NeedsImportQuery } from "@cpts/api/NeedsIndicators";
import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import { groupsOf, weightFault, type NeedsEditionId } from "@cpts/domain/NeedsIndicator";
import { attempt, Transaction, transaction } from "@cpts/service-kit/database/database";
import { storageErrorOf } from "@cpts/service-kit/database/storage-error";
import { record } from "@cpts/service-kit/events/log/record";
import { Nudges } from "@cpts/service-kit/events/log/nudges";
import { Ids } from "@cpts/service-kit/ids";
import { Clock, Effect } from "effect";
import { sql } from "kysely";
import { cityOf } from "../coverage/held.ts";
import { read, write } from "../database/tables.ts";
import { checkRows, type CheckedFile } from "./check.ts";
import { cutFile, noSuchWeight, weightIndicatorMissing, weightRefused } from "./faults.ts";
import { readRows } from "./file.ts";
import { placesOf } from "./places.ts";
import { editionStatement, replaceEdition, valuesStatement, type Edition } from "./stored.ts";

const { needsIndicatorImported } = registry.events;

/** The weights that an edition of another indicator gives, as they are now: they are copied. */
const weightsOf = (query: NeedsImportQuery) =>
  Effect.gen(function* () {
    const { edition, level = "commune", weight = null, weightEdition = edition, weightIndicator } = query;
    if (weight !== "indicator") return { weights: new Map<string, number>(), weightIndicator: null, weightEdition: null };
    if (weightIndicator === undefined) return yield* weightIndicatorMissing();
    const [found] = yield* read((db) => editionStatement(db, weightIndicator, weightEdition));
    if (found === undefined || found.told.level !== level || found.told.aggregation !== "sum") return yield* noSuchWeight(weightIndicator, weightEdition);
    const values = yield* read((db) => valuesStatement(db, found.id));
    return { weights: new Map(values.flatMap(({ code, value }) => (value === null || value < 0 ? [] : [[code, value] as const]))), weightIndicator, weightEdition };
  });

const classesOf = ({ groups = "" }: NeedsImportQuery, { classLabels }: CheckedFile): Edition["classes"] => {
  const known = groupsOf(groups);
  return [...classLabels].map(([code, label]) => ({ code, label, group: known.get(code) ?? null })).toSorted((a, b) => (a.code < b.code ? -1 : 1));
};

const hashOf = (...parts: ReadonlyArray<unknown>): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

const refusalOf = (cause: unknown) => (cause instanceof Problem ? cause : cause instanceof TypeError || cause instanceof DOMException ? cutFile() : storageErrorOf(cause));

/** What the file makes of its edition, before it is known which version of it that is. */
const prepare = (incoming: ReadableStream<Uint8Array>, query: NeedsImportQuery) =>
  Effect.gen(function* () {
    const { aggregation, level = "commune", weight = null } = query;
    const unfit = weightFault({ aggregation, weight });
    if (unfit !== null) return yield* weightRefused(unfit);
    const { weightEdition, weightIndicator, weights } = yield* weightsOf(query);
    const { checked, places } = yield* Effect.tryPromise({
      try: async () => {
        const known = await placesOf(level, query.cog);
        return { places: known, checked: checkRows(await readRows(incoming, query, level), { aggregation, level, weight, weights }, known) };
      },
      catch: refusalOf,
    });
    const { edition, indicator, label, licence, profession = null, source, status = "sourced", unit } = query;
    // Of a city the arrondissements have values of their own beside it.
    const found = new Set(checked.values.map(({ code }) => (level === "epci" ? code : cityOf(code))));
    const told = {
      indicator,
      edition,
      label,
      unit,
      aggregation,
      level,
      weight,
      weightIndicator,
      weightEdition,
      profession,
      classes: classesOf(query, checked),
      cog: places.cog,
      source,
      licence,
      status,
      rows: checked.rows,
      withoutValue: checked.withoutValue,
      places: found.size,
      missing: places.count - found.size,
      resolved: checked.resolved,
    };
    return { told, values: checked.values, hash: hashOf(told, checked.values) };
  });

/** Takes an edition of an indicator, whole or not at all. The same file again changes nothing; another one takes its place. */
export const importNeeds = (incoming: ReadableStream<Uint8Array>, query: NeedsImportQuery) =>
  Effect.gen(function* () {
    const { hash, told, values } = yield* prepare(incoming, query);
    const { announce } = yield* Nudges;
    const importedAt = new Date(yield* Clock.currentTimeMillis).toISOString();
    return yield* transaction(
      Effect.gen(function* () {
        const { afterCommit, kysely } = yield* Transaction;
        yield* attempt(() => sql`select pg_advisory_xact_lock(hashtextextended('cpts-needs', 0))`.execute(kysely));
        const [known] = yield* write((db) => editionStatement(db, told.indicator, told.edition));
        if (known?.hash === hash) return { outcome: "unchanged", edition: known.told } satisfies typeof NeedsImported.Encoded;
        // The platform's ids are UUIDs.
        const id = (known?.id ?? (yield* (yield* Ids).next)) as NeedsEditionId;
        const edition: Edition = { id, version: (known?.version ?? 0) + 1, importedAt, ...told };
        yield* write((db) => replaceEdition(db, edition, hash, values));
        const { aggregation, edition: name, indicator, level, licence, profession, rows, source, status, unit, version } = edition;
        yield* record(needsIndicatorImported, { aggregateId: id, aggregateVersion: version, data: { editionId: id, indicator, edition: name, version, aggregation, level, unit, profession, rows, source, licence, status } });
        afterCommit.push(announce);
        return { outcome: known === undefined ? "completed" : "replaced", edition } satisfies typeof NeedsImported.Encoded;
      }),
    );
  });
