import { directory } from "@cpts/api/Directory";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { codeOf } from "@cpts/domain/OpenCode";
import type { OrganizationId } from "@cpts/domain/Organization";
import type { OrganizationClosure, OrganizationCorrection } from "@cpts/domain/OrganizationCourse";
import { searchKey } from "@cpts/reference-data";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql } from "kysely";
import { orKept } from "../corrections/columns.ts";
import { keepFirst, keepVersion, type History } from "../corrections/history.ts";
import { illegalTransition, versionConflictOf } from "../corrections/refusals.ts";
import { write } from "../database/tables.ts";
import { areaOf, checkCompetence } from "./area.ts";
import { taken } from "./commands.ts";
import { organizationStated } from "./course-tables.ts";
import { officialNumbers, organizationNotFound, type OrganizationRow } from "./queries.ts";

type Identifiers = Readonly<Record<(typeof officialNumbers)[number], string | null>>;

/** Reads an organization and holds it until the transaction ends. */
export const lockOrganization = (id: OrganizationId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("organization").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(organizationNotFound) : Effect.succeed(row)),
  );

const history: History = { row: "organization", versions: "organization_version", of: "organization_id", stated: organizationStated };

/** Who was merged is spoken of through the other. */
export const requireSeparate = (row: OrganizationRow) =>
  row.merged_into === null ? Effect.void : Effect.fail(illegalTransition(`Cette organisation est la même que ${row.merged_into} : changez celle-là.`, `This organization is the same as ${row.merged_into}: change that one.`));

const versionConflict = versionConflictOf("L'organisation", "la", "The organization");

const told = (value: unknown): string => JSON.stringify(value ?? null);

/** What is written after a correction; the write path stored nothing that its schema refuses. */
const corrected = (row: OrganizationRow, patch: OrganizationCorrection) => {
  const competence = patch.competence === undefined ? (row.competence as OrganizationCorrection["competence"]) : patch.competence;
  const [name, shortName] = [orKept(patch.name, row.name), orKept<string | null>(patch.shortName, row.short_name)];
  const numbers = Object.fromEntries(officialNumbers.map((system) => [system, orKept<string | null>(patch.identifiers?.[system], row[system])])) as Identifiers;
  const { departements, nationwide, regions } = areaOf(competence ?? undefined);
  return {
    name,
    short_name: shortName,
    name_key: searchKey(`${name} ${shortName ?? ""}`),
    kind: patch.kind === undefined ? row.kind : codeOf(patch.kind),
    ...numbers,
    competence: competence === null || competence === undefined ? null : JSON.stringify(competence),
    departements,
    nationwide,
    regions,
    website: orKept<string | null>(patch.website, row.website),
    provenance: JSON.stringify(patch.provenance ?? row.provenance),
    closed_on: codeOf(patch.why) === "reopened" ? null : row.closed_on,
    closure: codeOf(patch.why) === "reopened" ? null : row.closure,
  };
};

const isSame = (row: OrganizationRow, next: ReturnType<typeof corrected>): boolean => {
  const plain = (["name", "short_name", "kind", "website", "closed_on", ...officialNumbers] as const).every((column) => row[column] === next[column]);
  return plain && told(row.competence) === (next.competence ?? "null") && told(row.provenance) === next.provenance;
};

/** Tells how an organization stands now. Its name is a public fact; what people wrote of it stays here. */
export const tellOrganization = (row: Pick<OrganizationRow, "id" | "name" | "kind" | "closed_on">, version: number, why: string) =>
  record(directory.events.organizationChanged, {
    aggregateId: row.id,
    aggregateVersion: version,
    // Columns of a row are as the schemas took them.
    data: { organizationId: row.id, name: row.name, kind: row.kind, closedOn: row.closed_on, why } as typeof directory.events.organizationChanged.payload.Type,
  });

const heldByOther = (id: string, numbers: Identifiers) =>
  write(async (db) => {
    const { rows } = await sql<{ readonly id: string }>`
      select id from organization where id <> ${id} and (siren = ${numbers.siren} or siret = ${numbers.siret} or finess = ${numbers.finess} or rna = ${numbers.rna}) limit 1`.execute(db);
    return rows.length > 0;
  });

/** Writes the columns of an organization under a new version, with its history and its event. */
export const rewriteOrganization = (row: OrganizationRow, columns: Parameters<typeof update>[1], why: string) =>
  Effect.gen(function* () {
    const now = yield* today;
    yield* keepFirst(history, row.id, "registered", null);
    const version = row.version + 1;
    yield* update(row.id, { ...columns, version });
    yield* keepVersion(history, row.id, why, now);
    return version;
  });

const update = (id: string, columns: Partial<Omit<ReturnType<typeof corrected>, "closed_on" | "closure">> & { readonly closed_on?: string | null; readonly closure?: string | null; readonly merged_into?: string | null; readonly version?: number }) =>
  write((db) => db.updateTable("organization").set(columns).where("id", "=", id).execute());

/** Corrects what was recorded. A correction that says nothing new leaves no trace. */
export const correctOrganization = (id: OrganizationId, patch: OrganizationCorrection, ifMatch: number | null) =>
  Effect.gen(function* () {
    const row = yield* lockOrganization(id);
    if (ifMatch !== null && row.version !== ifMatch) return yield* versionConflict(row.version);
    yield* requireSeparate(row);
    yield* checkCompetence(patch.competence ?? undefined);
    const next = corrected(row, patch);
    if (isSame(row, next)) return;
    const numbers = { siren: next.siren, siret: next.siret, finess: next.finess, rna: next.rna };
    if (yield* heldByOther(id, numbers)) return yield* taken(id, numbers);
    const why = codeOf(patch.why);
    const version = yield* rewriteOrganization(row, next, why);
    yield* tellOrganization({ ...next, id }, version, why);
  });

const beforeOthers = (on: string): FieldFault => ({ in: "body", path: ["on"], code: "already-closed", message: { fr: `elle n'est déjà plus depuis le ${on}`, en: `it is no more since ${on} already` } });

/** Records that an organization is no more. Who belongs to what through it stays recorded, and is shown as to be looked at. */
export const closeOrganization = (id: OrganizationId, { on, provenance, reason }: OrganizationClosure) =>
  Effect.gen(function* () {
    const row = yield* lockOrganization(id);
    yield* requireSeparate(row);
    if (row.closed_on !== null) return yield* new Problem({ type: "illegal-transition", detail: { fr: "Cette organisation n'est déjà plus.", en: "This organization is no more already." }, faults: [beforeOthers(row.closed_on)] });
    const closure = JSON.stringify({ reason: codeOf(reason), ...(provenance === undefined ? {} : { provenance }) });
    const version = yield* rewriteOrganization(row, { closed_on: on, closure }, "closed");
    yield* tellOrganization({ ...row, closed_on: on }, version, "closed");
  });
