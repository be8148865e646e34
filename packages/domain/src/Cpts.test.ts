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
