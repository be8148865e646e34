/**
 * The structures of FINESS, the national register of health and social establishments, as the last import told them: open data.
 *
 * A structure is no organization of the directory: it is what the register says of one. An organization with the FINESS number of a
 * structure is shown with it.
 *
 * @example
 * ```ts
 * import { structureEndpoints } from "@cpts/api/Structures"
 *
 * structureEndpoints.readStructure.path // => "/v1/structures/{finess}"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode } from "@cpts/domain/Cog";
import { CptsId } from "@cpts/domain/Cpts";
import { Finess } from "@cpts/domain/Finess";
import { StructureLevel } from "@cpts/domain/FinessImport";
import { LocalDate } from "@cpts/domain/LocalDate";
import { LuhnWarning } from "@cpts/domain/LuhnWarning";
import { Code } from "@cpts/domain/OpenCode";
import { OrganizationId } from "@cpts/domain/Organization";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { page, pageQuery, queryText } from "./Page.ts";

const orNull = Schema.NullOr(Schema.String);
const coded = (description: string) => Schema.NullOr(Schema.Struct({ code: Schema.String, label: orNull })).annotate({ description });

/** Where a structure stands on the ground, as the register says it: in metres of the projection that is named. */
export const StructurePlace = Schema.Struct({ x: Schema.Finite, y: Schema.Finite, projection: orNull.annotate({ description: "Such as EPSG:2154 (Lambert-93); null where the register names none" }) }).annotate({ identifier: "FinessPlace" });
export type StructurePlace = typeof StructurePlace.Type;

/** A structure as the register says it; null is what it does not say. */
export const StructureView = Schema.Struct({
  finess: Finess,
  level: StructureLevel,
  legalEntity: Schema.NullOr(Finess).annotate({ description: "FINESS number of the legal entity that a site belongs to" }),
  name: Schema.String,
  longName: orNull,
  category: coded("Category of the establishment (TRE_R66)"),
  legalStatus: coded("Legal status of a legal entity (TRE_R72)"),
  siren: orNull,
  siret: orNull,
  address: orNull.annotate({ description: "Number and street" }),
  postalCode: orNull,
  place: orNull.annotate({ description: "Name of the place in its postal address, without cedex" }),
  commune: Schema.NullOr(Schema.String).annotate({ description: "INSEE code, made of the departement and the three digits of FINESS: possibly a code of the past" }),
  on: Schema.NullOr(StructurePlace).annotate({ description: "Where it stands on the ground" }),
  openedOn: Schema.NullOr(LocalDate).annotate({ description: "Of a legal entity the day it was created" }),
  closedOn: Schema.NullOr(LocalDate).annotate({ description: "Where an edition of the register says it" }),
  updatedOn: Schema.NullOr(LocalDate).annotate({ description: "Day on which the register was last changed about it" }),
  goneSince: orNull.annotate({ description: "Instant of the import that had it no more: it is closed, or published no more; null while the register has it" }),
  changedAt: Schema.String.annotate({ description: "Instant (RFC 3339) since when the register says this, by the imports here" }),
  isCpts: Schema.Boolean.annotate({ description: "A CPTS: category 604. The register holds its legal entity and seat, and no members" }),
  cptsId: Schema.NullOr(CptsId).annotate({ description: "The one CPTS known here that has its name; null where none or several have" }),
  organizationId: Schema.NullOr(OrganizationId).annotate({ description: "The organization of the directory that has its FINESS number" }),
  warnings: Schema.Array(LuhnWarning).annotate({ description: "What is odd in the number and was accepted all the same" }),
  provenance: Provenance,
}).annotate({ identifier: "FinessStructure" });
export type StructureView = typeof StructureView.Type;

/** What can be asked of structures, by name. */
export const structureEndpoints = {
  listStructures: endpoint({
    id: "structure.list",
    method: "GET",
    path: "/v1/structures",
    query: Schema.Struct({
      ...pageQuery,
      q: Schema.optionalKey(queryText(100).annotate({ description: "Words of the name; accents, case and hyphens do not matter" })),
      category: Schema.optionalKey(Code.annotate({ description: "Category of the establishment; 604 are the CPTS" })),
      level: Schema.optionalKey(StructureLevel),
      commune: Schema.optionalKey(CommuneCode.annotate({ description: "In it, under any code that it has had or that its arrondissements have" })),
      cpts: Schema.optionalKey(CptsId.annotate({ description: "In a commune of the territory that this CPTS has today" })),
      legalEntity: Schema.optionalKey(Finess.annotate({ description: "The sites of this legal entity" })),
      identifier: Schema.optionalKey(queryText(40).annotate({ description: "FINESS, SIRET or SIREN number" })),
      gone: Schema.optionalKey(Schema.Literals(["true", "false"]).annotate({ description: "`true`: only those that the register has no more; without them by default" })),
    }),
    response: page(StructureView),
    permission: "organization.read",
    summary: { fr: "Chercher une structure de FINESS", en: "Search the structures of FINESS" },
  }),
  readStructure: endpoint({
    id: "structure.read",
    method: "GET",
    path: "/v1/structures/{finess}",
    params: Schema.Struct({ finess: Finess }),
    response: StructureView,
    permission: "organization.read",
    summary: { fr: "Ce que FINESS dit d'une structure", en: "What FINESS says of a structure" },
  }),
};
