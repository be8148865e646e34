import { Problem, type FieldFault } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import { codeOf } from "@cpts/domain/OpenCode";
import { isBefore, type PartialDate } from "@cpts/domain/PartialDate";
import { overlap, type AssignmentId, type NewAssignment, type NewReferent, type ReferentId } from "@cpts/domain/Referent";
import { Source } from "@cpts/domain/Source";
import { departements as allDepartements, regions as allRegions } from "@cpts/reference-data";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect, Schema } from "effect";
import { write } from "../database/tables.ts";
import { entriesOf, findReferent } from "./queries.ts";

const { portfolioChanged, referentRegistered } = registry.events;
const encodeSource = Schema.encodeSync(Source);

const fault = (path: ReadonlyArray<string>, code: string, fr: string, en: string) => ({ faults: [{ in: "body", path, code, message: { fr, en } }] }) as const;
const alreadyReferent = (id: string) => new Problem({ type: "already-exists", ...fault(["personId"], "taken", `cette personne est déjà référente de cette institution : ${id}`, `this person already is a referent of this institution: ${id}`) });
const unknownCpts = new Problem({ type: "unknown-reference", ...fault(["cptsId"], "unknown-cpts", "cette CPTS n'est pas connue ici", "this CPTS is not known here") });
const alreadyFollowed = (since: string | null) =>
  new Problem({ type: "already-exists", ...fault(["validFrom"], "already-followed", `ce référent suit déjà cette CPTS depuis ${since ?? "une date inconnue"}`, `this referent already follows this CPTS since ${since ?? "an unknown date"}`) });
const endsBeforeItStarts = new Problem({ type: "invalid-request", ...fault(["on"], "period.empty", "la période doit finir après son début", "the period must end after it starts") });
const noSuchEntry = new Problem({ type: "not-found", detail: { fr: "Ce référent n'a pas cette ligne.", en: "This referent has no such entry." } });
const conflict = (version: number) =>
  new Problem({ type: "version-conflict", detail: { fr: `Le portefeuille en est à la version ${version}. Relisez-le.`, en: `The portfolio is at version ${version}. Read it again.` } });

const strangers = (field: "regions" | "departements", codes: ReadonlyArray<string>, known: ReadonlyArray<{ readonly code: string }>): ReadonlyArray<FieldFault> =>
  codes.flatMap((code, index) =>
    known.some((one) => one.code === code)
      ? []
      : [{ in: "body", path: [field, index], code: `unknown-${field.slice(0, -1)}`, message: field === "regions" ? { fr: `région inconnue : ${code}`, en: `unknown region: ${code}` } : { fr: `département inconnu : ${code}`, en: `unknown departement: ${code}` } }],
  );

/** Registers a referent once for each institution. */
export const registerReferent = ({ departements = [], institution, organizationId, personId, regions = [] }: NewReferent) =>
  Effect.gen(function* () {
    const faults = [...strangers("regions", regions, allRegions), ...strangers("departements", departements, allDepartements)];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as ReferentId;
    const row = { id, version: 1, person_id: personId, institution: codeOf(institution), organization_id: organizationId ?? null, regions, departements };
    const made = yield* write((db) => db.insertInto("referent").values(row).onConflict((clash) => clash.columns(["person_id", "institution"]).doNothing()).returning("id").executeTakeFirst());
    if (made === undefined) {
      const held = yield* write((db) => db.selectFrom("referent").select("id").where("person_id", "=", personId).where("institution", "=", row.institution).executeTakeFirst());
      return yield* alreadyReferent(held?.id ?? "");
    }
    yield* record(referentRegistered, { aggregateId: id, aggregateVersion: 1, data: { referentId: id, institution, organizationId: organizationId ?? null, regions, departements } });
    return yield* findReferent(id);
  });

/** Holds a referent until the transaction ends. */
const lock = (id: ReferentId) =>
  Effect.flatMap(findReferent(id), () => write((db) => db.selectFrom("referent").select("version").where("id", "=", id).forUpdate().executeTakeFirstOrThrow()));

const step = (id: ReferentId, version: number) => write((db) => db.updateTable("referent").set({ version }).where("id", "=", id).execute());

const entryOf = (id: ReferentId, assignmentId: AssignmentId) =>
  Effect.flatMap(entriesOf(id), (rows) => {
    const row = rows.find((one) => one.assignmentId === assignmentId);
    return row === undefined ? Effect.fail(noSuchEntry) : Effect.succeed(row);
  });

/** Puts a CPTS into a portfolio; the same one twice at a time is once too often. */
export const entrustCpts = (id: ReferentId, { cptsId, source, validFrom, validTo }: NewAssignment) =>
  Effect.gen(function* () {
    const { version } = yield* lock(id);
    const known = yield* write((db) => db.selectFrom("cpts").select("id").where("id", "=", cptsId).executeTakeFirst());
    if (known === undefined) return yield* unknownCpts;
    const period: { readonly validFrom: PartialDate | null; readonly validTo: PartialDate | null } = { validFrom: validFrom ?? null, validTo: validTo ?? null };
    const twice = (yield* entriesOf(id)).find((row) => row.cptsId === cptsId && overlap(row, period));
    if (twice !== undefined) return yield* alreadyFollowed(twice.validFrom);
    // The platform's ids are UUIDs.
    const assignmentId = (yield* (yield* Ids).next) as AssignmentId;
    yield* write((db) =>
      db.insertInto("portfolio").values({ id: assignmentId, referent_id: id, cpts_id: cptsId, valid_from: period.validFrom, valid_to: period.validTo, source: source === undefined ? null : JSON.stringify(encodeSource(source)) }).execute(),
    );
    yield* step(id, version + 1);
    yield* record(portfolioChanged, { aggregateId: id, aggregateVersion: version + 1, data: { referentId: id, assignmentId, cptsId, ...period } });
    return yield* entryOf(id, assignmentId);
  });

/** Says since when a CPTS is no longer followed. The same date again leaves no trace. */
export const endAssignment = (id: ReferentId, assignmentId: AssignmentId, on: PartialDate, ifMatch: number) =>
  Effect.gen(function* () {
    const { version } = yield* lock(id);
    if (version !== ifMatch) return yield* conflict(version);
    const row = yield* entryOf(id, assignmentId);
    if (row.validTo === on) return { body: row, version };
    if (row.validFrom !== null && isBefore(row.validFrom, on) === "no") return yield* endsBeforeItStarts;
    yield* write((db) => db.updateTable("portfolio").set({ valid_to: on }).where("id", "=", assignmentId).execute());
    yield* step(id, version + 1);
    yield* record(portfolioChanged, { aggregateId: id, aggregateVersion: version + 1, data: { referentId: id, assignmentId, cptsId: row.cptsId, validFrom: row.validFrom, validTo: on } });
    return { body: yield* entryOf(id, assignmentId), version: version + 1 };
  });
