import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyKinds, detailsOf, officesOf, sentenceOf, verify, type KnownMembers } from "./GovernanceBody.ts";
import type { DeclaredCount } from "./DeclaredCount.ts";

/** Seed 000: "un conseil d'administration constitué de 18 personnes représentant 7 professions de santé différentes". */
const berry = { size: { value: 18 }, professions: { value: 7 } };
const known = (members: number, professions = 0, withoutProfession = 0): KnownMembers => ({ members, professions, withoutProfession });

describe("a body of 18 people from 7 professions", () => {
  it("cannot be verified while nobody, or not everybody, is known", () => {
    expect([known(0), known(5, 3), known(17, 7), known(18, 6, 1)].map((members) => verify(berry, members))).toEqual(Array.from({ length: 4 }, () => "cannot-tell"));
  });

  it("differs when more people or more professions are known", () => {
    expect([known(19, 7), known(10, 8)].map((members) => verify(berry, members))).toEqual(["differs", "differs"]);
  });

  it("agrees when 18 are known from 7, and differs when 18 are known from 6", () => {
    expect([known(18, 7), known(18, 6)].map((members) => verify(berry, members))).toEqual(["agrees", "differs"]);
  });

  it("of which nothing is declared cannot be verified", () => {
    expect(verify({}, known(3, 2))).toBe("cannot-tell");
  });

  it.each<readonly [DeclaredCount, number, string]>([
    [{ value: 10, qualifier: "at-least" }, 12, "agrees"],
    [{ value: 10, qualifier: "at-least" }, 9, "cannot-tell"],
    [{ value: 10, qualifier: "more-than" }, 10, "cannot-tell"],
    [{ value: 10, qualifier: "at-most" }, 10, "cannot-tell"],
    [{ value: 10, qualifier: "at-most" }, 11, "differs"],
    [{ value: 10, qualifier: "less-than" }, 10, "differs"],
    [{ value: 10, qualifier: "about" }, 11, "agrees"],
    [{ value: 10, qualifier: "about" }, 12, "differs"],
  ])("as its document qualifies it: %j with %i known %s", (size, members, verdict) => {
    expect(verify({ size }, known(members))).toBe(verdict);
  });

  it("never comes to agree again by knowing more people, once too many are known", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(5), (size, members, more) => {
        const [before, after] = [members, members + more].map((count) => verify({ size: { value: size } }, known(count)));
        expect(before !== "differs" || after === "differs").toBe(true);
      }),
    );
  });
});

describe("the sentence about a body", () => {
  it("moves with its figures and the language, agreement included", () => {
    const said = (size: number, members: KnownMembers) => {
      const declared = { ...berry, size: { value: size, qualifier: "exactly" as const } };
      return sentenceOf(verify(declared, members), detailsOf("board", declared, members));
    };
    expect(said(18, known(0)).fr).toBe("Un conseil de 18 personnes de 7 professions est déclaré ; aucun membre n'est connu : cela ne peut pas être vérifié.");
    expect(said(19, known(0)).fr).toContain("Un conseil de 19 personnes");
    expect(said(18, known(18, 7)).en).toBe("A board of 18 people from 7 professions is declared; 18 members are known, from 7 professions: it agrees.");
    expect(said(17, known(18, 7)).fr).toContain("18 membres sont connus, de 7 professions : cela ne concorde pas.");
  });
});

describe("the offices of a body", () => {
  it("are those of the bureau in the board, and those of the board in the assembly", () => {
    expect(officesOf("bureau")).toContain("CO_TRESORIER");
    expect(officesOf("board")).toEqual([...officesOf("bureau"), "ADMINISTRATEUR"]);
    expect(officesOf("general-assembly")).toEqual([...officesOf("board"), "MEMBRE"]);
  });

  it("are none for an employed coordinator, nor for a body of tomorrow", () => {
    expect(bodyKinds.flatMap(({ offices }) => [...offices])).not.toContain("COORDINATEUR");
    expect(officesOf("de-demain")).toEqual([]);
  });
});
