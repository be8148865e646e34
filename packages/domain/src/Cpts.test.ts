import * as fc from "fast-check";
import { Result, Schema } from "effect";
import { describe, expect, it } from "vitest";
import * as Cpts from "./Cpts.ts";
import * as CptsStatus from "./CptsStatus.ts";
import { issuesOf } from "./IssueText.ts";
import { Role } from "./Role.ts";

const id = Schema.decodeUnknownSync(Cpts.CptsId)("018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f");
const registration = Schema.decodeUnknownSync(Cpts.CptsRegistration);
const patch = Schema.decodeUnknownSync(Cpts.CptsPatch);
const acceptsWebsite = (address: string) => issuesOf(Cpts.CptsRegistration, { name: "A", website: address }).length === 0;
const asclepios = Cpts.register(id, registration({ name: "CPTS Asclépios", identifiers: { siren: "243800604" } }));

describe("a CPTS", () => {
  it("is registered with a name alone", () => {
    expect(Cpts.register(id, registration({ name: " CPTS Sud 28 " }))).toEqual({
      id,
      name: "CPTS Sud 28",
      shortName: null,
      status: "emergence",
      legalForm: null,
      identifiers: { rna: null, siren: null, siret: null, finess: null },
      externalIds: [],
      website: null,
      provenance: { status: "declared" },
      version: 1,
    });
  });

  it("is what can be kept, once registered or changed", () => {
    for (const cpts of [asclepios, Cpts.applyPatch(asclepios, patch({ legalForm: "gip", website: "https://exemple.fr" }))])
      expect(issuesOf(Cpts.Cpts, Schema.encodeSync(Cpts.Cpts)(cpts))).toEqual([]);
  });

  it("is refused with every faulty field named", () => {
    const faults = issuesOf(Cpts.CptsRegistration, {
      name: "",
      identifiers: { rna: "381", siren: "243800605", siret: "1", finess: "x" },
      externalIds: [
        { system: "a", value: "1" },
        { system: "a", value: "1" },
      ],
      website: "javascript:alert(1)",
      territory: { territory: { communes: ["1004"] }, validFrom: "2017-13" },
      surprise: true,
    });
    expect(new Set(faults.map(({ path }) => path.join(".")))).toEqual(
      new Set([
        "name",
        "identifiers.rna",
        "identifiers.siren",
        "identifiers.siret",
        "identifiers.finess",
        "externalIds.1",
        "website",
        "territory.territory.communes.0",
        "territory.validFrom",
        "surprise",
      ]),
    );
  });

  it("has no social-security number for a number of its own in another system", () => {
    const nir = "269054958815780";
    const refused = (path: string) => [{ path: [0, path], key: "free-text.social-security-number" }];
    expect([issuesOf(Cpts.ExternalIds, [{ system: "urn:demo", value: nir }]), issuesOf(Cpts.ExternalIds, [{ system: `urn:${nir}`, value: "1" }])]).toEqual([refused("value"), refused("system")]);
  });

  it("has a SIRET that starts with its SIREN", () => {
    expect(issuesOf(Cpts.CptsRegistration, { name: "A", identifiers: { siren: "243800604", siret: "35600000000048" } })).toEqual([
      { path: ["identifiers", "siret"], key: "cpts-identifiers.siret-of-other-siren" },
    ]);
  });

  it("changes by what is given: absent stays, null clears", () => {
    const named = Cpts.applyPatch(asclepios, patch({ shortName: "Asclépios", identifiers: { rna: "W372000001" } }));
    expect(named).toMatchObject({ shortName: "Asclépios", version: 2, identifiers: { rna: "W372000001", siren: "243800604" } });
    expect(Cpts.applyPatch(named, patch({ shortName: null, identifiers: { siren: null } }))).toMatchObject({
      name: "CPTS Asclépios",
      shortName: null,
      version: 3,
      identifiers: { rna: "W372000001", siren: null },
    });
  });

  it("is not changed by an empty patch, nor in its status by any", () => {
    expect(issuesOf(Cpts.CptsPatch, {})).toEqual([{ path: [], key: "cpts-patch.empty" }]);
    expect(issuesOf(Cpts.CptsPatch, { status: "active", name: "A" }).map(({ path }) => path)).toEqual([["status"]]);
  });

  it("has web addresses that a browser can open and nothing more", () => {
    for (const address of ["https://www.cpts-lyon3.fr", "http://localhost:8080/a?b=c#d", "https://a.fr/%C3%A9/~x(1)"]) expect([address, acceptsWebsite(address)]).toEqual([address, true]);
    for (const address of ["cpts.fr", "https://", "https://a b.fr", "https://u:p@a.fr", 'https://a.fr/"><script>', "https://é.fr", "data:text/html,x", `https://a.fr/${"x".repeat(2000)}`])
      expect([address, acceptsWebsite(address)]).toEqual([address, false]);
  });
});

describe("the life of a CPTS", () => {
  const statuses = CptsStatus.CptsStatus.literals;
  const actions = CptsStatus.CptsAction.literals;

  it("goes from the first meeting to an active contract", () => {
    const steps = [
      ["file-letter-of-intent", "coordinator"],
      ["validate-letter-of-intent", "ars-officer"],
      ["start-project", "coordinator"],
      ["file-project", "coordinator"],
      ["acknowledge-tacit-validation", "service-account"],
      ["open-aci-negotiation", "coordinator"],
      ["sign-aci", "ars-officer"],
      ["start-activity", "coordinator"],
    ] as const;
    const end = steps.reduce<CptsStatus.CptsStatus>((status, [action, role]) => Result.getOrThrow(CptsStatus.transition(status, action, role)), "emergence");
    expect(end).toBe("active");
  });

  it("follows the table and nothing else", () => {
    fc.assert(
      fc.property(fc.constantFrom(...statuses), fc.constantFrom(...actions), fc.constantFrom(...Role.literals), (from, action, role) => {
        const row = CptsStatus.transitions.find((step) => step.from === from && step.action === action);
        const outcome = CptsStatus.transition(from, action, role);
        const expected = row === undefined ? "TransitionNotAllowed" : row.by.includes(role) ? row.to : "TransitionRoleNotAllowed";
        expect(Result.match(outcome, { onFailure: (error) => error._tag, onSuccess: (to): string => to })).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it("tells who may, and what else may be done", () => {
    const byProfessional = CptsStatus.transition("emergence", "file-letter-of-intent", "professional");
    expect(Result.isFailure(byProfessional) && byProfessional.failure).toMatchObject({ role: "professional", allowedRoles: ["coordinator", "board-member"] });
    const tooEarly = CptsStatus.transition("emergence", "sign-aci", "ars-officer");
    expect(Result.isFailure(tooEarly) && tooEarly.failure).toMatchObject({ allowed: ["file-letter-of-intent", "dissolve", "merge"] });
  });

  it("has one row for each status and action, and one way out of every status that is not final", () => {
    const keys = CptsStatus.transitions.map(({ action, from }) => `${from} ${action}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { code, final } of CptsStatus.cptsStatuses) expect([code, CptsStatus.transitionsFrom(code).length === 0]).toEqual([code, final]);
  });

  it("reaches every status from the first", () => {
    const reached = new Set<CptsStatus.CptsStatus>(["emergence"]);
    for (const status of reached) for (const { to } of CptsStatus.transitionsFrom(status)) reached.add(to);
    expect([...reached].toSorted()).toEqual([...statuses].toSorted());
  });

  it("uses every action, names a text beside each row, and gives nothing to anonymous visitors", () => {
    expect(new Set(CptsStatus.transitions.map(({ action }) => action))).toEqual(new Set(actions));
    for (const row of CptsStatus.transitions) {
      expect(row.legalSource.length).toBeGreaterThan(10);
      expect(row.by.length).toBeGreaterThan(0);
      expect(row.by).not.toContain("anonymous");
      expect(row.by).not.toContain("platform-admin");
    }
  });

  it("labels every status once", () => {
    expect(CptsStatus.cptsStatuses.map(({ code }) => code)).toEqual(statuses);
  });
});
