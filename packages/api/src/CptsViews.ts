/**
 * A CPTS and its territory as the registry shows them: what was declared beside what is computed, each with its source.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { SizeClassRange } from "@cpts/api/CptsViews"
 *
 * Schema.decodeUnknownSync(SizeClassRange)({ atLeast: "T2", atMost: "T4" }).atLeast // => "T2"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode, DepartementCode, EpciCode, RegionCode } from "@cpts/domain/Cog";
import { AnnouncedSigning, ContractId, ContractKind, ContractMission, ContractState } from "@cpts/domain/Contract";
import { ContractStanding } from "@cpts/domain/ContractLife";
import { Cpts, CptsId } from "@cpts/domain/Cpts";
import { CptsStatus } from "@cpts/domain/CptsStatus";
import { DeclaredFact } from "@cpts/domain/DeclaredFact";
import { LocalDate } from "@cpts/domain/LocalDate";
import { PartialDate } from "@cpts/domain/PartialDate";
import { TerritoryFigures } from "@cpts/domain/RegistryEvents";
import { SizeClassCode } from "@cpts/domain/SizeClass";
import { Provenance } from "@cpts/domain/Source";
import { CommunePart, OverlapReason, StatedCriterion, ZoningReference } from "@cpts/domain/Territory";
import { Schema } from "effect";
import { EpciName, NamedCode, PopulationFigure } from "./CommuneViews.ts";
import { TerritorySurface } from "./Contours.ts";
import { Explanation } from "./Explanation.ts";

/** A declared fact with the id it was given. */
export const FactView = Schema.Struct({ id: Schema.String, fact: DeclaredFact }).annotate({ identifier: "Fact" });
export type FactView = typeof FactView.Type;

/** A declared fact with the CPTS it is about, by its name of today. */
export const FactOfCpts = Schema.Struct({ ...FactView.fields, cptsId: CptsId, cptsName: Schema.String }).annotate({ identifier: "FactOfCpts" });
export type FactOfCpts = typeof FactOfCpts.Type;

/** A contract of a CPTS as the registry learned it from the contracts service: state, dates as far as they are known, where it stands today and its terms, amendments in force counted. */
export const CptsContract = Schema.Struct({
  contractId: ContractId,
  kind: ContractKind,
  state: ContractState,
  standing: ContractStanding.annotate({ description: "Where it stands in its life today: running, suspended, renewed, terminated, expired" }),
  lastDay: Schema.NullOr(LocalDate).annotate({ description: "Last day on which it can still hold, renewals and amendments counted; null for a draft and where nothing tells" }),
  signedOn: Schema.NullOr(PartialDate.annotate({ description: "As the document writes it" })),
  inferredSignedOn: Schema.NullOr(PartialDate.annotate({ description: "Concluded from other documents; null where nothing was" })),
  announcedOn: Schema.NullOr(AnnouncedSigning.fields.on),
  termYears: Schema.NullOr(Schema.Int),
  attachmentDepartement: Schema.NullOr(DepartementCode),
  missions: Schema.Array(ContractMission),
  population: Schema.NullOr(Schema.Int.annotate({ description: "Inhabitants, frozen at the signature or by an amendment in force; null for a draft and where it was not known" })),
  sizeClass: Schema.NullOr(SizeClassCode),
}).annotate({ identifier: "CptsContract" });
export type CptsContract = typeof CptsContract.Type;

/** Another CPTS, by its name of today. */
export const CptsNamed = Schema.Struct({ id: CptsId, name: Schema.String }).annotate({ identifier: "NamedCpts" });

/** A CPTS with the facts that documents declare about it, and its contracts, drafts first, then the newest. */
export const CptsView = Schema.Struct({
  ...Cpts.fields,
  facts: Schema.Array(FactView),
  contracts: Schema.Array(CptsContract),
  successor: Schema.optionalKey(CptsNamed.annotate({ description: "Of a merged CPTS: the one that it has become part of" })),
  homonyms: Schema.optionalKey(Schema.Array(CptsNamed).annotate({ description: "In the answer to a registration: others of the same name that share a departement" })),
}).annotate({ identifier: "CptsWithFacts" });
export type CptsView = typeof CptsView.Type;

/** What a list of CPTS may be asked for, on a date. All of it is combined. */
export const cptsSearch = {
  commune: Schema.optionalKey(CommuneCode.annotate({ description: "A commune of its territory, also by a former code" })),
  departement: Schema.optionalKey(DepartementCode.annotate({ description: "A departement of its territory, or that it is attached to" })),
  region: Schema.optionalKey(RegionCode.annotate({ description: "A region of its territory, or of the departement that it is attached to" })),
  epci: Schema.optionalKey(EpciCode.annotate({ description: "An EPCI of which its territory has a commune" })),
  stage: Schema.optionalKey(CptsStatus),
  asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date of the territory and of the stage asked for; today in Paris by default. What is shown is of today" })),
  certainty: Schema.optionalKey(
    Schema.Literals(["yes", "unknown"]).annotate({ description: "`yes`, by default: those of which it is certain on that date; `unknown`: those of which it only may be, their dates being known in part" }),
  ),
};

/** Whether the territory was the one of the date asked; unknown where its first or last day is only partly known. */
export const Certainty = Schema.Literals(["yes", "unknown"]);

const datedTerritory = {
  cptsId: CptsId,
  asOf: LocalDate,
  certainty: Certainty,
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
  parts: Schema.Array(CommunePart),
  prose: Schema.NullOr(Schema.String),
  provenance: Provenance,
};

const share = { communes: Schema.Int, population: Schema.NullOr(Schema.Int) };

/** The classes a population can be in, by what is known of it. Null: not even bounded. */
export const SizeClassRange = Schema.Struct({ atLeast: Schema.NullOr(Schema.String), atMost: Schema.NullOr(Schema.String) }).annotate({
  identifier: "SizeClassRange",
});

/** The sizes that one declared fact leaves possible: "more than 50 000" is at least T2. */
export const DeclaredSizeClass = Schema.Struct({ factId: Schema.String, ...SizeClassRange.fields }).annotate({ identifier: "DeclaredSizeClass" });
export type DeclaredSizeClass = typeof DeclaredSizeClass.Type;

/** What the commune data says of a territory. */
export const ComputedTerritory = Schema.Struct({
  status: Schema.String.annotate({ description: "`computed`, or `reconstructed` when the list of communes itself is: such figures never confirm a declared one" }),
  communeCount: Schema.Int.annotate({ description: "Communes and municipal arrondissements that the territory holds, whole or in part" }),
  departements: Schema.Array(Schema.Struct({ ...NamedCode.fields, ...share })),
  regions: Schema.Array(Schema.Struct({ ...NamedCode.fields, ...share })),
  epci: Schema.Array(Schema.Struct({ ...EpciName.fields, ...share, of: Schema.Int.annotate({ description: "Communes of the whole EPCI" }), ofPopulation: Schema.NullOr(Schema.Int).annotate({ description: "Inhabitants of the whole EPCI, the sum of its communes in the same series; null where the series does not give one of them" }) })),
  population: PopulationFigure,
  populationUnknownFor: Schema.Array(CommuneCode).annotate({ description: "Communes whose population the source does not give, or a part of which has no exact declared one" }),
  sizeClass: Schema.NullOr(Schema.String),
  cog: Schema.String,
}).annotate({ identifier: "ComputedTerritory" });
export type ComputedTerritory = typeof ComputedTerritory.Type;

/** A declared fact beside the computed figure of the same name. */
export const FactComparison = Schema.Struct({
  factId: Schema.String,
  property: Schema.String,
  verdict: Schema.Literals(["agrees", "differs", "cannot-tell"]),
  confirms: Schema.Boolean.annotate({ description: "False where the computed figure rests on a reconstructed list" }),
}).annotate({ identifier: "FactComparison" });

/** The territory of a CPTS on a date. */
export const TerritoryView = Schema.Struct({
  ...datedTerritory,
  cog: Schema.optionalKey(Schema.String.annotate({ description: "Edition of the official geographic code that its codes are of; a later one may propose its next version" })),
  communes: Schema.Array(Schema.Struct({ ...NamedCode.fields, departement: Schema.NullOr(Schema.String), epci: Schema.NullOr(Schema.String), population: Schema.NullOr(Schema.Int) })),
  criteria: Schema.Array(StatedCriterion),
  references: Schema.Array(ZoningReference),
  overlaps: Schema.Array(OverlapReason),
  computed: ComputedTerritory,
  surface: Schema.NullOr(TerritorySurface).annotate({ description: "Null where no contours are loaded" }),
  declared: Schema.Array(FactView),
  declaredSizeClasses: Schema.Array(DeclaredSizeClass).annotate({
    description: "One for each declared population or size: two documents may contradict each other, and none is preferred",
  }),
  comparisons: Schema.Array(FactComparison),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "Territory" });
export type TerritoryView = typeof TerritoryView.Type;

/**
 * A territory that was given to a CPTS, of whatever date, with what its event tells. Of one CPTS, `validFrom` tells them apart: an
 * event with the same one corrects this territory, another follows it and ends it.
 */
export const GivenTerritory = Schema.Struct({
  cptsId: CptsId,
  number: Schema.Int.annotate({ description: "Its place among the territories of the CPTS, the first one 1" }),
  validFrom: datedTerritory.validFrom,
  validTo: Schema.NullOr(PartialDate).annotate({ description: "When the next one begins, as written; null for the last" }),
  communes: Schema.Array(CommuneCode),
  parts: datedTerritory.parts,
  prose: datedTerritory.prose,
  provenance: Provenance,
  figures: TerritoryFigures.annotate({ description: "As the commune data of today gives them" }),
}).annotate({ identifier: "GivenTerritory" });
export type GivenTerritory = typeof GivenTerritory.Type;

/** The territory of a CPTS as another service learned it from the registry's events. */
export const LearnedTerritory = Schema.Struct({
  ...datedTerritory,
  name: Schema.String,
  communes: Schema.Array(CommuneCode),
  learnedAt: Schema.String.annotate({ description: "Position of the registry's log this answer has seen: `registry@<logId>:<position>`" }),
}).annotate({ identifier: "LearnedTerritory" });
export type LearnedTerritory = typeof LearnedTerritory.Type;
