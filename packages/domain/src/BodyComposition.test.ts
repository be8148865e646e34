import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checksOf, verdictOfAll, type ComposedSeat } from "./BodyComposition.ts";

const source = { document: "Statuts" };
const seat = (fields: Partial<ComposedSeat> = {}): ComposedSeat => ({ certain: true, college: null, profession: "60", isKnownMember: true, isPastTerm: false, ...fields });
const seats = (count: number, fields: Partial<ComposedSeat> = {}) => Array.from({ length: count }, () => seat(fields));
const verdicts = (...parameters: Parameters<typeof checksOf>) => checksOf(...parameters).map(({ verdict }) => verdict);

describe("the composition of a body", () => {
  test("is too large as soon as too many are known, and too small only where all are", () => {
    const rules = { minSize: 3, maxSize: 5, source };
    expect([verdicts(rules, seats(6), false), verdicts(rules, seats(2), false), verdicts(rules, seats(2), true), verdicts(rules, seats(4), true), verdicts(rules, seats(4), false)]).toEqual([["broken"], ["cannot-verify"], ["broken"], ["kept"], ["cannot-verify"]]);
    expect(checksOf(rules, [...seats(2), seat({ certain: false })], false)[0]?.missing).toEqual([{ code: "uncertain-seats", count: 1 }, { code: "seats-unknown", count: null }]);
  });

  test("counts a college among those of whom one knows for which they sit", () => {
    const rules = { colleges: [{ college: "Infirmiers", min: 2 }, { college: "Usagers", min: 1, max: 2 }], source };
    const known = [...seats(2, { college: "Infirmiers" }), seat()];
    const [nurses, users] = checksOf(rules, known, true);
    expect(nurses).toMatchObject({ verdict: "kept", counted: 2, perhaps: 1, missing: [] });
    expect(users).toMatchObject({ verdict: "cannot-verify", counted: 0, missing: [{ code: "college-unknown", count: 1 }] });
    expect(checksOf(rules, seats(2, { college: "Infirmiers" }), true)[1]?.verdict).toBe("broken");
  });

  test("asks for professions, members and terms, and says that nobody's gender is kept", () => {
    const rules = { minProfessions: 2, membersOnly: true, parity: true, termsKept: true, source };
    expect(checksOf(rules, [seat(), seat({ profession: null, isKnownMember: false })], true).map(({ missing, rule, verdict }) => [rule, verdict, missing.map(({ code }) => code)])).toEqual([
      ["professions", "cannot-verify", ["profession-unknown"]],
      ["members-only", "cannot-verify", ["membership-unknown"]],
      ["parity", "cannot-verify", ["gender-not-kept"]],
      ["terms", "kept", []],
    ]);
    expect(checksOf({ termsKept: true, source }, [seat({ isPastTerm: true })], false)[0]?.verdict).toBe("broken");
    expect([verdictOfAll([]), verdictOfAll(checksOf({ minProfessions: 1, source }, [seat()], true))]).toEqual(["cannot-verify", "kept"]);
  });

  test("that is kept or broken stays so when somebody uncertain turns out to sit, or not", () => {
    const any = fc.record({ certain: fc.boolean(), college: fc.constantFrom(null, "A", "B"), profession: fc.constantFrom(null, "10", "60"), isKnownMember: fc.boolean(), isPastTerm: fc.boolean() });
    const rules = { minSize: 2, maxSize: 5, colleges: [{ college: "A", min: 1, max: 2 }], minProfessions: 2, source };
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (known, sits) => {
        const settled = known.filter((one, index) => one.certain || sits[index] === true).map((one) => ({ ...one, certain: true }));
        const [before, after] = [checksOf(rules, known, true), checksOf(rules, settled, true)];
        const turned = before.filter(({ verdict }, index) => verdict !== "cannot-verify" && after[index]?.verdict !== verdict && after[index]?.verdict !== "cannot-verify");
        expect(turned).toEqual([]);
      }),
    );
  });
});
