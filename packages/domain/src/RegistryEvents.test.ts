import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { CommuneCode } from "./Cog.ts";
import { CptsId, CptsRegistration, register } from "./Cpts.ts";
import { DeclaredFact } from "./DeclaredFact.ts";
import { issuesOf } from "./IssueText.ts";
import { MissionStatementId, NewMissionStatement } from "./Mission.ts";
import * as RegistryEvents from "./RegistryEvents.ts";
import { fromInput } from "./Territory.ts";

const id = Schema.decodeUnknownSync(CptsId)("018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f");
const factId = Schema.decodeUnknownSync(RegistryEvents.FactId)("018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e71");
const remark = "Appelée par une personne";
const provenance = { status: "declared", note: remark, source: { document: "Dossier" } };
const cpts = register(id, Schema.decodeUnknownSync(CptsRegistration)({ name: "CPTS Asclépios", legalForm: "gip", provenance }));
const commune = Schema.decodeUnknownSync(CommuneCode);

const payloads = [RegistryEvents.CptsRegistered, RegistryEvents.CptsChanged, RegistryEvents.CptsStatusChanged, RegistryEvents.TerritoryChanged, RegistryEvents.FactDeclared, RegistryEvents.MissionsDeclared];

describe("the events of the registry", () => {
  it("tell all that is public of a new CPTS, and not the remarks people typed", () => {
    const payload = Schema.encodeSync(RegistryEvents.CptsRegistered)(RegistryEvents.cptsRegistered(cpts));
    expect(payload).toMatchObject({ cptsId: id, name: "CPTS Asclépios", legalForm: "gip", status: "emergence", provenance: { status: "declared", source: { document: "Dossier" } } });
    expect(JSON.stringify(payload)).not.toContain(remark);
    expect(issuesOf(RegistryEvents.CptsRegistered, payload)).toEqual([]);
  });

  it("have no field for a remark, at any depth", () => {
    const schemas = JSON.stringify(payloads.map((payload) => Schema.toJsonSchemaDocument(payload)));
    expect(schemas).toContain('"cptsId":');
    expect(schemas).not.toMatch(/"(?:note|reason|subject|email|phone|rpps)":/u);
  });

  it("tell which communes a change of territory adds and removes", () => {
    const list = fc.uniqueArray(fc.integer({ min: 37_001, max: 37_020 }).map((n) => commune(String(n))), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const [previous, next] = [fromInput({ communes: before }), fromInput({ communes: after })];
        const event = RegistryEvents.territoryChanged(id, previous, next, null);
        const rebuilt = [...previous.communes.filter((code) => !event.removed.includes(code)), ...event.added].toSorted();
        expect(rebuilt).toEqual(next.communes);
        expect(event.territory.communes).toEqual(next.communes);
        expect(issuesOf(RegistryEvents.TerritoryChanged, Schema.encodeSync(RegistryEvents.TerritoryChanged)(event))).toEqual([]);
      }),
    );
  });

  it("tell of a first territory that everything is added", () => {
    const first = fromInput({ communes: [commune("37003"), commune("18279")], prose: "autour d'Amboise" });
    expect(RegistryEvents.territoryChanged(id, null, first, undefined)).toMatchObject({ added: ["18279", "37003"], removed: [], validFrom: null });
  });

  it("tell what a document states, without the remark of who typed it", () => {
    const fact = Schema.decodeUnknownSync(DeclaredFact)({
      property: "population",
      value: 50_000,
      qualifier: "more-than",
      status: "sourced",
      source: { document: "Dossier" },
      note: remark,
    });
    const payload = RegistryEvents.factDeclared(factId, { kind: "cpts", id }, fact);
    expect(payload).toMatchObject({ property: "population", value: 50_000, unit: null, date: null });
    expect(JSON.stringify(payload)).not.toContain(remark);
    expect(issuesOf(RegistryEvents.FactDeclared, payload)).toEqual([]);
  });

  it("tell the missions of a document, without the remarks of who typed them", () => {
    const statement = Schema.decodeUnknownSync(NewMissionStatement)({ missions: [{ label: "Fluidifier le parcours", codes: ["PARCOURS"], note: remark }], provenance });
    const payload = RegistryEvents.missionsDeclared(Schema.decodeUnknownSync(MissionStatementId)(factId), id, statement);
    expect(payload).toMatchObject({ missions: [{ label: "Fluidifier le parcours", codes: ["PARCOURS"] }], on: null, provenance: { status: "declared" } });
    expect(JSON.stringify(payload)).not.toContain(remark);
    expect(issuesOf(RegistryEvents.MissionsDeclared, payload)).toEqual([]);
  });
});
