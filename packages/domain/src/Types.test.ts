import { describe, expectTypeOf, it } from "vitest";
import type { CommuneCode, DepartementCode, EpciCode, RegionCode } from "./Cog.ts";
import type { Cpts, CptsId, CptsPatch, CptsRegistration } from "./Cpts.ts";
import type { DeclaredFact } from "./DeclaredFact.ts";
import type { Competence } from "./Competence.ts";
import type { LocalDate } from "./LocalDate.ts";
import type { MembershipStatement } from "./Membership.ts";
import type { PartialDate } from "./PartialDate.ts";
import type { Period } from "./Period.ts";
import type { RelationshipStatement } from "./Relationship.ts";
import type { ActionPatch, ActionPeriod, NewAction, PreventionAction } from "./PreventionAction.ts";
import type { Session } from "./Session.ts";
import type { SessionTimeProblem } from "./SessionPlanning.ts";
import type { Siren } from "./Siren.ts";
import type { Siret } from "./Siret.ts";
import type { Territory, TerritoryProblem } from "./Territory.ts";

// A schema whose filter names its own type silently becomes `any`; these lines would then not compile.
describe("the types of the models", () => {
  it("are not any", () => {
    expectTypeOf<LocalDate>().not.toBeAny();
    expectTypeOf<PartialDate>().not.toBeAny();
    expectTypeOf<Period["from"]>().toEqualTypeOf<LocalDate | null>();
    expectTypeOf<Territory["communes"]>().toEqualTypeOf<ReadonlyArray<CommuneCode>>();
    expectTypeOf<Cpts["id"]>().toEqualTypeOf<CptsId>();
    expectTypeOf<Cpts["identifiers"]["siret"]>().toEqualTypeOf<Siret | null>();
    expectTypeOf<Cpts["status"]>().not.toBeAny();
    expectTypeOf<DeclaredFact["date"]>().toEqualTypeOf<PartialDate | undefined>();
    expectTypeOf<DeclaredFact["value"]>().not.toBeAny();
    expectTypeOf<CptsRegistration["territory"]>().not.toBeAny();
    expectTypeOf<CptsPatch["website"]>().toEqualTypeOf<string | null | undefined>();
    expectTypeOf<Competence["regions"]>().toEqualTypeOf<ReadonlyArray<RegionCode> | undefined>();
    expectTypeOf<RelationshipStatement["validTo"]>().toEqualTypeOf<PartialDate | undefined>();
    expectTypeOf<MembershipStatement["cptsId"]>().toEqualTypeOf<CptsId>();
    expectTypeOf<ActionPeriod["to"]>().toEqualTypeOf<PartialDate | null>();
    expectTypeOf<NewAction["communes"]>().toEqualTypeOf<ReadonlyArray<CommuneCode>>();
    expectTypeOf<ActionPatch["title"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<PreventionAction["state"]>().not.toBeAny();
    expectTypeOf<TerritoryProblem["_tag"]>().not.toBeAny();
    expectTypeOf<Session["professions"]>().not.toBeAny();
    expectTypeOf<SessionTimeProblem["_tag"]>().not.toBeAny();
  });

  it("cannot be mixed", () => {
    expectTypeOf<string>().not.toExtend<CommuneCode>();
    expectTypeOf<CommuneCode>().not.toExtend<DepartementCode>();
    expectTypeOf<PartialDate>().not.toExtend<LocalDate>();
    expectTypeOf<Siren>().not.toExtend<EpciCode>();
    expectTypeOf<EpciCode>().toExtend<Siren>();
  });
});
