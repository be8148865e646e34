/**
 * What the registry tells: identities and changed facts of CPTS.
 *
 * An event cannot be erased, so payloads hold nothing of a person: the remarks people type (`note`, `reason`) stay in the
 * registry. Names of CPTS and of places are public facts; other words of a payload are withheld where it is recorded
 * (`words` of `@cpts/api/EventType`).
 *
 * @example
 * ```ts
 * import * as RegistryEvents from "@cpts/domain/RegistryEvents";
 *
 * RegistryEvents.withoutRemark({ status: "declared", note: "heard at a meeting" }); // => { status: "declared" }
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { Cpts, CptsId } from "./Cpts.ts";
import { Attachment, Initiator } from "./CptsDetails.ts";
import { RecordedAction } from "./CptsHistory.ts";
import { CptsStatus } from "./CptsStatus.ts";
import { FactValue, Qualifier, type DeclaredFact } from "./DeclaredFact.ts";
import { FactProperty } from "./FactProperty.ts";
import { platformId } from "./internal/platformId.ts";
import { MissionStatementId, ToldMission, type NewMissionStatement } from "./Mission.ts";
import { Code } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProvenanceStatus, Source } from "./Source.ts";
import { SizeClassCode } from "./SizeClass.ts";
import { CommunePart, Territory, type TerritoryChange } from "./Territory.ts";

const { name, shortName, status, legalForm, identifiers, externalIds, website } = Cpts.fields;

/** The commune alone: an address stays where it can be erased, as contacts do. */
const seat = Schema.Struct({ commune: CommuneCode });
const foundedOn = PartialDate.annotate({ description: "When the association was founded, as far as it is known" });

/** Provenance without the remark. */
export const EventProvenance = Schema.Struct({ status: ProvenanceStatus, source: Schema.optionalKey(Source) }).annotate({
  title: "EventProvenance",
  description: "How a statement was obtained, without remarks",
});

/** Provenance without the remark. */
export type EventProvenance = typeof EventProvenance.Type;

/** A CPTS was registered: all that is public of it. */
export const CptsRegistered = Schema.Struct({
  cptsId: CptsId,
  name,
  shortName,
  status,
  legalForm,
  identifiers,
  externalIds,
  website,
  provenance: EventProvenance,
  seat: Schema.optionalKey(seat),
  attachment: Schema.optionalKey(Attachment),
  initiator: Schema.optionalKey(Initiator),
  foundedOn: Schema.optionalKey(foundedOn),
}).annotate({ identifier: "CptsRegistered", title: "CptsRegistered", description: "A CPTS was registered" });

/** A CPTS was registered. */
export type CptsRegistered = typeof CptsRegistered.Type;

/** Fields of a CPTS changed: only those that did, with their new value. */
export const CptsChanged = Schema.Struct({
  cptsId: CptsId,
  name: Schema.optionalKey(name),
  shortName: Schema.optionalKey(shortName),
  legalForm: Schema.optionalKey(legalForm),
  identifiers: Schema.optionalKey(identifiers),
  externalIds: Schema.optionalKey(externalIds),
  website: Schema.optionalKey(website),
  provenance: Schema.optionalKey(EventProvenance),
  seat: Schema.optionalKey(Schema.NullOr(seat)),
  attachment: Schema.optionalKey(Schema.NullOr(Attachment)),
  initiator: Schema.optionalKey(Schema.NullOr(Initiator)),
  foundedOn: Schema.optionalKey(Schema.NullOr(foundedOn)),
}).annotate({ identifier: "CptsChanged", title: "CptsChanged", description: "Fields of a CPTS changed" });

/** Fields of a CPTS changed. */
export type CptsChanged = typeof CptsChanged.Type;

/** A CPTS went from one status to another. */
export const CptsStatusChanged = Schema.Struct({
  cptsId: CptsId,
  action: RecordedAction,
  from: CptsStatus,
  to: CptsStatus,
  on: Schema.NullOr(PartialDate),
}).annotate({ identifier: "CptsStatusChanged", title: "CptsStatusChanged", description: "A CPTS went from one status to another" });

/** A CPTS went from one status to another. */
export type CptsStatusChanged = typeof CptsStatusChanged.Type;

/** A CPTS became part of another one, from a day as far as it is known. */
export const CptsMerged = Schema.Struct({ cptsId: CptsId, into: CptsId, on: Schema.NullOr(PartialDate) }).annotate({ identifier: "CptsMerged", title: "CptsMerged", description: "A CPTS became part of another one" });

/** A CPTS became part of another one. */
export type CptsMerged = typeof CptsMerged.Type;

/** What the registry computed of a territory when it was given, so that others need no commune data. */
export const TerritoryFigures = Schema.Struct({
  population: Schema.NullOr(Schema.Int).annotate({ description: "Inhabitants; null where a commune or a part has no known population, or there is no commune" }),
  populationSource: Schema.String.annotate({ description: "The series and its vintage" }),
  sizeClass: Schema.NullOr(SizeClassCode),
  status: Schema.String.annotate({ description: "`computed`, or `reconstructed` when the list of communes itself is" }),
}).annotate({ identifier: "TerritoryFigures", title: "TerritoryFigures", description: "What the registry computed of a territory" });

/** What the registry computed of a territory. */
export type TerritoryFigures = typeof TerritoryFigures.Type;

/** A CPTS has another territory, whole, from a date as far as it is known (`null`: the document gives none). */
export const TerritoryChanged = Schema.Struct({
  cptsId: CptsId,
  territory: Schema.Struct({
    communes: Territory.fields.communes,
    parts: Schema.Array(CommunePart),
    prose: Territory.fields.prose,
    provenance: EventProvenance,
  }),
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.optionalKey(Schema.NullOr(PartialDate)).annotate({ description: "When it ends, where that was said; null: an end that was said is taken back. Absent: it ends where the next one begins" }),
  added: Schema.Array(CommuneCode).annotate({ description: "Communes of this territory that the previous one had not" }),
  removed: Schema.Array(CommuneCode).annotate({ description: "Communes of the previous territory that this one has not" }),
  figures: Schema.optionalKey(TerritoryFigures),
}).annotate({ identifier: "TerritoryChanged", title: "TerritoryChanged", description: "A CPTS has another territory" });

/** A CPTS has another territory. */
export type TerritoryChanged = typeof TerritoryChanged.Type;

/** A territory was entered by mistake and is none any more: the one before, where it had ended there, goes on until this one ended. */
export const TerritoryWithdrawn = Schema.Struct({
  cptsId: CptsId,
  validFrom: Schema.NullOr(PartialDate).annotate({ description: "When it began: what tells the territories of one CPTS apart" }),
}).annotate({ identifier: "TerritoryWithdrawn", title: "TerritoryWithdrawn", description: "A territory that was entered by mistake is withdrawn" });

/** A territory was entered by mistake and is none any more. */
export type TerritoryWithdrawn = typeof TerritoryWithdrawn.Type;

/** Identity of a declared fact: a UUID, lower case. Issue: `fact-id.format`. */
export const FactId = platformId("FactId", "Identity of a declared fact", { message: "fact-id.format" }).pipe(Schema.brand("FactId"));

/** Identity of a declared fact. */
export type FactId = typeof FactId.Type;

/** A unit that is a code: one in words stays in the registry. */
const ToldUnit = Schema.String.annotate({ title: "Unit", description: "Unit of the number" }).pipe(Schema.check(Schema.isPattern(/^[a-z][0-9a-z-]{0,39}$/u, { message: "code.format" })));
const isToldUnit = Schema.is(ToldUnit);

/** A document states something of an aggregate. */
export const FactDeclared = Schema.Struct({
  factId: FactId,
  aggregate: Schema.Struct({
    kind: Code,
    id: Code,
  }),
  property: FactProperty,
  value: FactValue,
  unit: Schema.NullOr(ToldUnit),
  qualifier: Qualifier,
  date: Schema.NullOr(PartialDate),
  status: ProvenanceStatus,
  source: Source,
}).annotate({ identifier: "FactDeclared", title: "FactDeclared", description: "A document states something" });

/** A document states something of an aggregate. */
export type FactDeclared = typeof FactDeclared.Type;

/** A document states the missions of a health project. */
export const MissionsDeclared = Schema.Struct({
  statementId: MissionStatementId,
  cptsId: CptsId,
  missions: Schema.Array(ToldMission),
  on: Schema.NullOr(PartialDate),
  provenance: EventProvenance,
}).annotate({ identifier: "MissionsDeclared", title: "MissionsDeclared", description: "A document states the missions of a health project" });

/** A document states the missions of a health project. */
export type MissionsDeclared = typeof MissionsDeclared.Type;

/** Leaves out the remark of a provenance, as a value or as it travels. */
export const withoutRemark = <From>({ source, status: how }: { readonly status: ProvenanceStatus; readonly source?: From }): { readonly status: ProvenanceStatus; readonly source?: From } =>
  source === undefined ? { status: how } : { status: how, source };

/** The payload of a registration. */
export const cptsRegistered = (cpts: Cpts): CptsRegistered => ({
  cptsId: cpts.id,
  name: cpts.name,
  shortName: cpts.shortName,
  status: cpts.status,
  legalForm: cpts.legalForm,
  identifiers: cpts.identifiers,
  externalIds: cpts.externalIds,
  website: cpts.website,
  provenance: withoutRemark(cpts.provenance),
  ...(cpts.seat === undefined ? {} : { seat: { commune: cpts.seat.commune } }),
  ...(cpts.attachment === undefined ? {} : { attachment: cpts.attachment }),
  ...(cpts.initiator === undefined ? {} : { initiator: cpts.initiator }),
  ...(cpts.foundedOn === undefined ? {} : { foundedOn: cpts.foundedOn }),
});

/** The payload of a change of territory; `previous` is `null` for the first one. */
export const territoryChanged = (
  cptsId: CptsId,
  previous: Territory | null,
  next: Territory,
  validFrom: TerritoryChange["validFrom"] | null,
): TerritoryChanged => {
  const before = new Set(previous?.communes);
  const after = new Set(next.communes);
  return {
    cptsId,
    territory: { communes: next.communes, parts: next.parts, prose: next.prose, provenance: withoutRemark(next.provenance) },
    validFrom: validFrom ?? null,
    added: next.communes.filter((code) => !before.has(code)),
    removed: (previous?.communes ?? []).filter((code) => !after.has(code)),
  };
};

/** The payload of a declared fact. */
export const factDeclared = (factId: FactId, aggregate: FactDeclared["aggregate"], fact: DeclaredFact): FactDeclared => ({
  factId,
  aggregate,
  property: fact.property,
  value: fact.value,
  unit: isToldUnit(fact.unit) ? fact.unit : null,
  qualifier: fact.qualifier,
  date: fact.date ?? null,
  status: fact.status,
  source: fact.source,
});

/** The payload of a statement of missions. */
export const missionsDeclared = (statementId: MissionStatementId, cptsId: CptsId, { missions, on, provenance }: NewMissionStatement): MissionsDeclared => ({
  statementId,
  cptsId,
  missions: missions.map(({ codes, label }) => ({ label, codes })),
  on: on ?? null,
  provenance: withoutRemark(provenance),
});
