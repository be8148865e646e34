import { faultsOfIssue } from "@cpts/api/FieldFaults";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { NewCpts } from "@cpts/api/CptsEndpoints";
import { registry } from "@cpts/api/Registry";
import { applyPatch, Cpts, register, type CptsId, type CptsPatch } from "@cpts/domain/Cpts";
import { cptsRegistered } from "@cpts/domain/RegistryEvents";
import { searchKey } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Exit, Schema, SchemaParser } from "effect";
import { sql } from "kysely";
import { write } from "../database/tables.ts";
import { keepFirstStep } from "../formation/steps.ts";
import { giveFirstTerritory } from "../territory/commands.ts";
import { faultsOfFact, insertFact } from "./facts.ts";
import { lockCpts, versionConflict } from "./lock.ts";
import { acceptDetails } from "./details.ts";
import { homonymsOf } from "./homonyms.ts";
import { cptsOfRow, detailNames, type EncodedCpts } from "./queries.ts";

const encode = Schema.encodeSync(Cpts);
const encodeChecked = SchemaParser.encodeUnknownExit(Cpts);
const decode = SchemaParser.decodeUnknownSync(Cpts);

interface Identifier {
  readonly system: string;
  readonly value: string;
  readonly path: ReadonlyArray<string | number>;
}

const identifiersOf = (cpts: EncodedCpts): ReadonlyArray<Identifier> => [
  ...Object.entries(cpts.identifiers).flatMap(([system, value]) => (typeof value === "string" ? [{ system, value, path: ["identifiers", system] }] : [])),
  ...cpts.externalIds.map(({ system, value }, index) => ({ system, value, path: ["externalIds", index] })),
];

type Holder = Identifier & { readonly id: string; readonly name: string };

const taken = (identifiers: ReadonlyArray<Holder>): Problem =>
  new Problem({
    type: "already-exists",
    faults: identifiers.map(
      ({ id, name, path }): FieldFault => ({
        in: "body",
        path,
        code: "taken",
        message: { fr: `cet identifiant est déjà celui d'une autre CPTS : ${name} (${id})`, en: `this identifier is already another CPTS's: ${name} (${id})` },
      }),
    ),
  });

const holdersOf = statement<[systems: ReadonlyArray<string>, values: ReadonlyArray<string>], { readonly system: string; readonly value: string; readonly id: string; readonly name: string }>(
  `select i.system, i.value, c.id, c.name from unnest($1::text[], $2::text[]) as t (system, value) join cpts_identifier i using (system, value) join cpts c on c.id = i.cpts_id`,
);

/** Official numbers are checked; an external id that takes their name would escape the check and hold someone else's. */
const reserved = (cpts: EncodedCpts): ReadonlyArray<FieldFault> =>
  cpts.externalIds.flatMap(({ system }, index) =>
    Object.hasOwn(cpts.identifiers, system)
      ? [{ in: "body", path: ["externalIds", index, "system"], code: "reserved-system", message: { fr: `à donner dans identifiers.${system}`, en: `to be given in identifiers.${system}` } }]
      : [],
  );

/**
 * Gives a CPTS its identifiers, each of which leads to one CPTS only; names those that are taken. The insert waits for a
 * registration under way that wants the same one; the order keeps two of them from waiting for each other.
 */
const claimIdentifiers = (cpts: EncodedCpts) =>
  Effect.gen(function* () {
    const misplaced = reserved(cpts);
    if (misplaced.length > 0) return yield* new Problem({ type: "invalid-request", faults: misplaced });
    const wanted = identifiersOf(cpts);
    const systems = wanted.map(({ system }) => system);
    const values = wanted.map(({ value }) => value);
    const mine = yield* write(async (db) => {
      await db.deleteFrom("cpts_identifier").where("cpts_id", "=", cpts.id).execute();
      return sql<{ readonly system: string; readonly value: string }>`
        insert into cpts_identifier (system, value, cpts_id)
        select s, v, ${cpts.id}::uuid from unnest(${systems}::text[], ${values}::text[]) as t (s, v) order by s, v
        on conflict do nothing returning system, value`.execute(db);
    });
    const clashes = wanted.filter((one) => !mine.rows.some((row) => row.system === one.system && row.value === one.value));
    if (clashes.length === 0) return;
    const holders = yield* write((db) => holdersOf(db, clashes.map(({ system }) => system), clashes.map(({ value }) => value)));
    return yield* taken(clashes.map((clash) => ({ id: "", name: "", ...holders.find(({ system, value }) => system === clash.system && value === clash.value), ...clash })));
  });

const columnsOf = (cpts: EncodedCpts) => ({
  name: cpts.name,
  name_key: searchKey(cpts.name),
  search_key: searchKey(`${cpts.name} ${cpts.shortName ?? ""}`),
  short_name: cpts.shortName,
  legal_form: cpts.legalForm,
  ...cpts.identifiers,
  external_ids: JSON.stringify(cpts.externalIds),
  website: cpts.website,
  provenance: JSON.stringify(cpts.provenance),
  details: JSON.stringify(Object.fromEntries(detailNames.flatMap((name) => (cpts[name] === undefined ? [] : [[name, cpts[name]]])))),
});

/**
 * Registers a CPTS with its territory and declared facts: all of it or nothing. Each is an event of its own; the version
 * counts them, so it is known from the start.
 */
export const registerCpts = (input: typeof NewCpts.Type) =>
  Effect.gen(function* () {
    const { facts = [], territory, ...registration } = input;
    const faults = facts.flatMap((fact, index) => faultsOfFact(fact, ["facts", index]));
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as CptsId;
    const cpts = register(id, registration);
    const firstFact = territory === undefined ? 2 : 3;
    yield* acceptDetails(cpts);
    const encoded: EncodedCpts = { ...encode(cpts), version: firstFact + facts.length - 1 };
    yield* write((db) => db.insertInto("cpts").values({ id, version: encoded.version, status: encoded.status, ...columnsOf(encoded) }).execute());
    if (identifiersOf(encoded).length > 0) yield* claimIdentifiers(encoded);
    yield* keepFirstStep(id, cpts.status, yield* today);
    yield* record(registry.events.cptsRegistered, { aggregateId: id, aggregateVersion: 1, data: cptsRegistered(cpts) });
    if (territory !== undefined) yield* giveFirstTerritory(id, territory, ["territory", "territory"], 2);
    const declared = yield* Effect.forEach(facts, (fact, index) => insertFact(id, fact, firstFact + index));
    const homonyms = yield* homonymsOf(id);
    return { ...encoded, facts: declared, contracts: [], ...(homonyms.length === 0 ? {} : { homonyms }) };
  });

const changedFields = (before: EncodedCpts, after: EncodedCpts): Partial<EncodedCpts> =>
  Object.fromEntries(
    Object.keys({ ...before, ...after }).flatMap((name) => {
      // A key of one of the two.
      const field = name as keyof EncodedCpts;
      const [old, value] = [before[field] ?? null, after[field] ?? null];
      return field === "version" || JSON.stringify(value) === JSON.stringify(old) ? [] : [[field, value]];
    }),
  );

const decodeChange = SchemaParser.decodeUnknownSync(registry.events.cptsChanged.payload);

/** Changes a CPTS from the version that the caller has read. A change that changes nothing leaves no trace. */
export const changeCpts = (id: CptsId, patch: CptsPatch, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* lockCpts(id);
    if (row.version !== ifMatch) return yield* versionConflict(row.version);
    const before = cptsOfRow(row);
    // Field by field the patch is valid; the whole may not be, as a SIRET beside the SIREN of another.
    const checked = encodeChecked(applyPatch(decode(before), patch));
    if (Exit.isFailure(checked)) {
      const issue = Exit.findErrorOption(checked);
      return yield* new Problem({ type: "invalid-request", faults: issue._tag === "Some" ? faultsOfIssue(issue.value, "body") : [] });
    }
    const after = checked.value;
    yield* acceptDetails(decode(after));
    const changed = changedFields(before, after);
    if (Object.keys(changed).length === 0) return;
    yield* write((db) => db.updateTable("cpts").set({ ...columnsOf(after), version: after.version }).where("id", "=", id).execute());
    yield* claimIdentifiers(after);
    yield* record(registry.events.cptsChanged, { aggregateId: id, aggregateVersion: after.version, data: decodeChange({ cptsId: id, ...changed }) });
  });
