import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { issuesOf } from "./IssueText.ts";
import * as OpenCode from "./OpenCode.ts";

const Form = OpenCode.openCode(["association-1901", "sisa"], { title: "Form" });
const decode = Schema.decodeUnknownSync(Form);

describe("an open code", () => {
  it("is itself when it is known", () => {
    expect(decode("sisa")).toBe("sisa");
  });

  it("is kept when it is not known yet, and written back as it was", () => {
    expect(decode("gip")).toEqual({ _tag: "Unknown", code: "gip" });
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{1,64}$/u), (code) => {
        expect(Schema.encodeSync(Form)(decode(code))).toBe(code);
        expect(OpenCode.codeOf(decode(code))).toBe(code);
      }),
    );
  });

  it("is a string in JSON, never an object", () => {
    expect(issuesOf(Form, { _tag: "Unknown", code: "gip" })).toHaveLength(1);
    expect(Schema.toJsonSchemaDocument(Form).schema).toMatchObject({ type: "string", title: "Form", pattern: "^[!-~]{1,64}$" });
  });

  it("holds no social-security number", () => {
    const refused = [{ path: [], key: "free-text.social-security-number" }];
    expect([issuesOf(Form, "269054958815780"), issuesOf(OpenCode.Code, "n:269054958815780"), issuesOf(OpenCode.Code, "269054958815781")]).toEqual([refused, refused, []]);
  });

  it("has from 1 to 64 visible characters", () => {
    for (const code of ["", "a b", "é", "a\n", "x".repeat(65)]) expect(issuesOf(Form, code)).toEqual([{ path: [], key: "code.format" }]);
  });
});
