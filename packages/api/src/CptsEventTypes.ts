/**
 * What the registry tells of CPTS, territories, missions and facts.
 *
 * @example
 * ```ts
 * import { cptsEvents } from "@cpts/api/CptsEventTypes"
 *
 * cptsEvents.territoryChanged.type // => "cpts.registry.territory.changed.v1"
 * ```
 *
 * @since 0.1.0
 */
import * as Events from "@cpts/domain/RegistryEvents";
import { eventType } from "./EventType.ts";
import { wordReasons } from "./internal/word-reasons.ts";

const exampleId = "0198c0de-0000-7000-8000-000000000001";
const declared = { status: "declared" } as const;

/** What happens to CPTS, territories, missions and facts. */
export const cptsEvents = {
  cptsRegistered: eventType({
    service: "registry",
    aggregate: "cpts",
    event: "registered",
    version: 1,
    payload: Events.CptsRegistered,
    words: { "/name": wordReasons.association, "/shortName": wordReasons.association },
    summary: { fr: "Une CPTS est inscrite", en: "A CPTS is registered" },
    example: {
      cptsId: exampleId,
      name: "CPTS Exemple",
      shortName: null,
      status: "emergence",
      legalForm: null,
      identifiers: { rna: null, siren: null, siret: null, finess: null },
      externalIds: [],
      website: null,
      provenance: declared,
    },
  }),
  cptsChanged: eventType({
    service: "registry",
    aggregate: "cpts",
    event: "changed",
    version: 1,
    payload: Events.CptsChanged,
    words: { "/name": wordReasons.association, "/shortName": wordReasons.association },
    summary: { fr: "Des champs d'une CPTS ont changé", en: "Fields of a CPTS have changed" },
    example: { cptsId: exampleId, shortName: "CPTS Ex" },
  }),
  territoryChanged: eventType({
    service: "registry",
    aggregate: "territory",
    event: "changed",
    version: 1,
    payload: Events.TerritoryChanged,
    words: { "/territory/parts/-/name": wordReasons.place, "/figures/populationSource": wordReasons.computed, "/figures/status": wordReasons.computed },
    summary: { fr: "Une CPTS reçoit un territoire à partir d'une date", en: "A CPTS is given a territory from a date on" },
    example: {
      cptsId: exampleId,
      territory: { communes: ["37003", "37027"], parts: [], prose: null, provenance: declared },
      validFrom: "2026-01-01",
      added: ["37003", "37027"],
      removed: [],
    },
  }),
  territoryWithdrawn: eventType({
    service: "registry",
    aggregate: "territory",
    event: "withdrawn",
    version: 1,
    payload: Events.TerritoryWithdrawn,
    summary: { fr: "Un territoire saisi par erreur est retiré", en: "A territory that was entered by mistake is withdrawn" },
    example: { cptsId: exampleId, validFrom: "2026-01-01" },
  }),
  missionsDeclared: eventType({
    service: "registry",
    aggregate: "mission",
    event: "declared",
    version: 1,
    payload: Events.MissionsDeclared,
    summary: { fr: "Un document donne ses missions au projet de santé", en: "A document gives the health project its missions" },
    example: {
      statementId: "0198c0de-0000-7000-8000-000000000003",
      cptsId: exampleId,
      missions: [{ label: "Fluidifier le parcours des patients", codes: ["PARCOURS"] }],
      on: "2020",
      provenance: declared,
    },
  }),
  factDeclared: eventType({
    service: "registry",
    aggregate: "fact",
    event: "declared",
    version: 1,
    payload: Events.FactDeclared,
    summary: { fr: "Un document déclare un fait", en: "A document declares a fact" },
    example: {
      factId: "0198c0de-0000-7000-8000-000000000002",
      aggregate: { kind: "cpts", id: exampleId },
      property: "population",
      value: 50000,
      unit: "inhabitants",
      qualifier: "more-than",
      date: null,
      status: "declared",
      source: { document: "Communiqué de presse" },
    },
  }),
};
