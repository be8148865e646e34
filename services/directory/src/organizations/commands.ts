import { directory } from "@cpts/api/Directory";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { withoutWords } from "@cpts/domain/GovernanceEvents";
import { codeOf } from "@cpts/domain/OpenCode";
import type { OrganizationId, OrganizationRegistration } from "@cpts/domain/Organization";
import { searchKey } from "@cpts/reference-data";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect } from "effect";
import { sql } from "kysely";
import { misplacedNumbers } from "../database/official-numbers.ts";
import { write } from "../database/tables.ts";
import { areaOf, checkCompetence, type Area } from "./area.ts";
import { externalIdKind, officialNumbers, type EncodedOrganization } from "./queries.ts";

const viewOf = (id: OrganizationId, input: OrganizationRegistration): EncodedOrganization => ({
  id,
  name: input.name,
  shortName: input.shortName ?? null,
  kind: codeOf(input.kind),
  identifiers: { rna: null, siren: null, siret: null, finess: null, ...input.identifiers },
  competence: input.competence ?? null,
  website: input.website ?? null,
  closedOn: null,
  mergedInto: null,
  provenance: input.provenance ?? { status: "declared" },
  externalIds: input.externalIds ?? [],
  version: 1,
});

const insert = (view: EncodedOrganization, { departements, nationwide, regions }: Area) =>
  write((db) =>
    db
      .insertInto("organization")
      .values({
        id: view.id,
        version: view.version,
        name: view.name,
        name_key: searchKey(`${view.name} ${view.shortName ?? ""}`),
        short_name: view.shortName,
        kind: view.kind,
        ...view.identifiers,
        competence: view.competence === null ? null : JSON.stringify(view.competence),
        nationwide,
        regions,
        departements,
        website: view.website,
        provenance: JSON.stringify(view.provenance),
      })
      // Waits for a registration under way of the same number.
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst(),
  );

/** Fails with `already-exists` at each official number that another organization has. */
export const taken = (id: string, identifiers: EncodedOrganization["identifiers"]) =>
  Effect.flatMap(
    write(async (db) => {
      const held = await sql<Readonly<Record<string, string | null>>>`
        select siren, siret, finess, rna from organization
        where id <> ${id} and (siren = ${identifiers.siren} or siret = ${identifiers.siret} or finess = ${identifiers.finess} or rna = ${identifiers.rna})`.execute(db);
      return officialNumbers.filter((system) => identifiers[system] !== null && held.rows.some((row) => row[system] === identifiers[system]));
    }),
    (systems) =>
      Effect.fail(
        new Problem({
          type: "already-exists",
          faults: systems.map(
            (system): FieldFault => ({ in: "body", path: ["identifiers", system], code: "taken", message: { fr: "ce numéro est déjà celui d'une autre organisation", en: "this number is already another organization's" } }),
          ),
        }),
      ),
  );

/** Makes an organization known. Its log entry holds neither remark nor quotation: they may name someone. */
export const registerOrganization = (input: OrganizationRegistration) =>
  Effect.gen(function* () {
    const misplaced = misplacedNumbers(officialNumbers, input.externalIds ?? [], "identifiers.");
    if (misplaced.length > 0) return yield* new Problem({ type: "invalid-request", faults: misplaced });
    yield* checkCompetence(input.competence);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as OrganizationId;
    const view = viewOf(id, input);
    if ((yield* insert(view, areaOf(input.competence))) === undefined) return yield* taken(id, view.identifiers);
    yield* claimExternalIds(externalIdKind, id, view.externalIds);
    yield* record(directory.events.organizationRegistered, {
      aggregateId: id,
      aggregateVersion: 1,
      data: { organizationId: id, name: input.name, kind: input.kind, provenance: withoutWords(input.provenance ?? { status: "declared" }) },
    });
    return view;
  });
