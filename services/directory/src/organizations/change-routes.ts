import { directory } from "@cpts/api/Directory";
import type { OrganizationVersion } from "@cpts/api/OrganizationChanges";
import type { Actor, Resource } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { OrganizationId } from "@cpts/domain/Organization";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { placesOf, regionsOf } from "@cpts/service-kit/known/places";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import type { DepartementCode } from "@cpts/domain/Cog";
import { read } from "../database/tables.ts";
import { correctRelationship } from "../relationships/corrections.ts";
import { findRelationship, resourceOfRelationship } from "../relationships/queries.ts";
import { closeOrganization, correctOrganization, lockOrganization } from "./changes.ts";
import { mergeOrganization } from "./merger.ts";
import { findOrganization, type OrganizationRow } from "./queries.ts";

const { endpoints } = directory;

/** The actor's own CPTS that the area of an organization reaches, or any of theirs where nobody told its area. */
const nearestOwn = (row: OrganizationRow, actor: Actor) =>
  Effect.map(placesOf(actor.cptsIds), (places): CptsId | undefined =>
    actor.cptsIds.find((id) => row.competence === null || (places.get(id)?.departements ?? []).some((code) => row.departements.includes(code))),
  );

/** An organization is of no CPTS: those within its area keep what is known of it, and the agencies of its region. */
const resourceOf = ({ actor, params }: { readonly actor: Actor; readonly params: { readonly id: OrganizationId } }) =>
  Effect.gen(function* () {
    const row = yield* lockOrganization(params.id);
    // Only codes of departements were stored.
    const departements = row.departements as ReadonlyArray<DepartementCode>;
    const own = yield* nearestOwn(row, actor);
    const resource: Resource = { kind: "organization", visibility: "public", departements, regions: regionsOf(departements), ...(own === undefined ? {} : { cptsId: own }) };
    return resource;
  });

const shown = (id: OrganizationId) => Effect.map(findOrganization(id), (body) => ({ body, version: body.version }));

const shownRelationship = (id: string, actor: Actor, asOf: LocalDate) => Effect.map(findRelationship(id, actor, asOf), (body) => ({ body, version: body.version }));

type Version = typeof OrganizationVersion.Encoded;

/** What was written of an organization; what never changed is as it was registered. */
const historyOf = (id: OrganizationId) =>
  Effect.gen(function* () {
    const { externalIds: _, id: __, version, ...now } = yield* findOrganization(id);
    const rows = yield* read((db) => db.selectFrom("organization_version").selectAll().where("organization_id", "=", id).orderBy("version").execute());
    // As `rewriteOrganization` kept them.
    const kept = rows.map((row) => ({ version: row.version, why: row.why, recordedOn: row.recorded_on, ...(row.stated as Omit<Version, "version" | "why" | "recordedOn">) }));
    return { items: kept.length > 0 ? kept : [{ version, why: "registered", recordedOn: null, ...now }] };
  });

export const organizationChangeRoutes = [
  bind(endpoints.correctOrganization, resourceOf, ({ body, ifMatch, params }) => Effect.andThen(correctOrganization(params.id, body, ifMatch), shown(params.id))),
  bind(endpoints.closeOrganization, resourceOf, ({ body, params }) => Effect.andThen(closeOrganization(params.id, body), shown(params.id))),
  bind(endpoints.mergeOrganization, resourceOf, ({ body, params }) => Effect.andThen(mergeOrganization(params.id, body.into), shown(body.into))),
  bind(endpoints.readOrganizationHistory, openData("organization"), ({ params }) => Effect.map(historyOf(params.id), (body) => ({ body }))),
  bind(endpoints.readRelationship, openData("relationship"), ({ actor, params, query }) => Effect.flatMap(today, (now) => shownRelationship(params.id, actor, query.asOf ?? now))),
  bind(
    endpoints.correctRelationship,
    ({ actor, params }) => resourceOfRelationship(params.id, actor),
    ({ actor, body, ifMatch, params }) => Effect.andThen(correctRelationship(params.id, body, ifMatch), Effect.flatMap(today, (now) => shownRelationship(params.id, actor, now))),
  ),
];
