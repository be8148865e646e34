import { texts } from "@cpts/domain/IssueText";
import { CptsRegistration } from "@cpts/domain/Cpts";
import { DeclaredFact } from "@cpts/domain/DeclaredFact";
import { Exit, Schema, SchemaParser } from "effect";
import { describe, expect, it } from "vitest";
import { Nothing, type Codec, type Endpoint } from "./Endpoint.ts";
import { checkMessages } from "./CheckMessages.ts";
import { faultsOfIssue } from "./FieldFaults.ts";
import { pointerOf } from "./Problem.ts";
import { services } from "./Services.ts";

const faultsOf = (schema: Codec, input: unknown) => {
  const exit = SchemaParser.decodeUnknownExit(schema, { errors: "all", onExcessProperty: "error" })(input);
  if (Exit.isSuccess(exit)) return [];
  const issue = Exit.findErrorOption(exit);
  return issue._tag === "Some" ? faultsOfIssue(issue.value, "body").map(({ code, message, path }) => ({ pointer: pointerOf(path), code, message })) : [];
};

/** Every check in a schema, of whatever depth, by the name under which its text is looked up. */
const checksOf = (root: Codec): ReadonlySet<string> => {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    const { _tag, annotations } = value as { readonly _tag?: string; readonly annotations?: { readonly message?: unknown; readonly representation?: { readonly id: string } } };
    if (_tag === "Filter") {
      const name = annotations?.message ?? annotations?.representation?.id.replace("effect/schema/", "");
      if (typeof name === "string") found.add(name);
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit((root as unknown as { readonly ast: unknown }).ast);
  return found;
};

describe("the faults of a request", () => {
  it("are told in French and English for every check that an endpoint makes", () => {
    const told = new Set([...texts.map(({ key }) => key), ...Object.keys(checkMessages)]);
    const inputs = Object.values(services).flatMap((service) => Object.values<Endpoint>(service.endpoints)).flatMap(({ body, params, query }): ReadonlyArray<Codec> => [params, query, ...(body === null ? [] : [body])]);
    const checks = new Set(inputs.flatMap((schema) => [...checksOf(schema)]));
    expect(checks.size).toBeGreaterThan(25);
    expect([...checks].filter((name) => !told.has(name))).toEqual([]);
  });

  it("name every faulty place at once", () => {
    expect(
      faultsOf(CptsRegistration, { shortName: 3, status: "asleep", identifiers: { siret: "35600000000049", duns: "1" }, externalIds: [{ system: "a", value: "b c" }], extra: true }).map(({ code, pointer }) => [pointer, code]).toSorted(),
    ).toEqual([
      ["#/externalIds/0/value", "external-id.value"],
      ["#/extra", "unknown-property"],
      ["#/identifiers/duns", "unknown-property"],
      ["#/identifiers/siret", "siret.luhn"],
      ["#/name", "missing"],
      ["#/shortName", "wrong-type"],
      ["#/status", "not-allowed"],
    ]);
  });

  it("say what a value of several kinds may be, once", () => {
    const fact = (value: unknown) => ({ property: "population", value, qualifier: "exactly", status: "declared", source: { document: "D" } });
    expect(faultsOf(DeclaredFact, fact(true))).toEqual([
      { pointer: "#/value", code: "wrong-type", message: { fr: "attendu : un nombre ou un texte ou une liste", en: "expected: a number or a text or a list" } },
    ]);
    expect(faultsOf(DeclaredFact, fact("")).map(({ code, pointer }) => [pointer, code])).toEqual([["#/value", "free-text.empty"]]);
    expect(faultsOf(DeclaredFact, fact(["18", "é"])).map(({ code, pointer }) => [pointer, code])).toEqual([["#/value/1", "code.format"]]);
  });

  it("list the values that are allowed", () => {
    const [fault] = faultsOf(Schema.Struct({ explain: Schema.Literals(["true", "false"]) }), { explain: "yes" });
    expect(fault).toMatchObject({ code: "not-allowed", message: { fr: 'attendu : "true" ou "false"', en: 'expected: "true" or "false"' } });
  });

  it("escape the names of the places as RFC 6901 says", () => {
    expect(faultsOf(CptsRegistration, { name: "A", "a/b~c": 1 })).toEqual([expect.objectContaining({ pointer: "#/a~1b~0c" })]);
  });

  it("tell of a parameter where there is none", () => {
    expect(faultsOf(Nothing, { asOf: "2026-01-01", b: "" }).map(({ code, pointer }) => [pointer, code])).toEqual([["#/asOf", "unknown-property"], ["#/b", "unknown-property"]]);
    expect(faultsOf(Nothing, {})).toEqual([]);
  });

  it("never hold the refused value", () => {
    const secret = "1 84 12 76 451 089 46";
    expect(JSON.stringify(faultsOf(CptsRegistration, { name: secret, status: secret, identifiers: { siret: secret }, website: secret }))).not.toContain("451");
  });
});
