import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { reachOf } from "./Mailing.ts";
import { ContactStatement } from "./PersonContact.ts";

const anyone = fc.record({ hasConsent: fc.boolean(), hasWithdrawn: fc.boolean(), objects: fc.boolean(), hasAddress: fc.boolean() });
const cptsId = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";

describe("somebody is written to", () => {
  it("only with consent and an address, and never after taking it back or objecting", () => {
    fc.assert(fc.property(anyone, (one) => (reachOf(one) === "reached") === (one.hasConsent && one.hasAddress && !one.hasWithdrawn && !one.objects)));
  });

  it("never because of an objection", () => {
    fc.assert(fc.property(anyone, (one) => reachOf({ ...one, objects: true }) === "objects"));
  });
});

describe("a contact", () => {
  it.each([
    ["email", "camille@exemple.fr", true],
    ["email", "camille", false],
    ["email", "a@b@exemple.fr", false],
    ["phone", "02 47 00 00 00", true],
    ["address", "chez 1 85 05 78 006 084 91", false],
  ])("of kind %s: %s", (kind, value, expected) => {
    expect(Schema.is(ContactStatement)({ cptsId, kind, value })).toBe(expected);
  });
});
