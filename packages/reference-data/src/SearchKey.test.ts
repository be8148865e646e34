import { describe, expect, it } from "@effect/vitest";
import { Schema } from "effect";
import { loadCommunes } from "./Communes.ts";
import { searchKey } from "./SearchKey.ts";

const CodePoints = Schema.Array(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 0x10ffff }))));

describe("spellings that meet", () => {
  it.each([
    ["Traînou", "trainou"],
    ["Cœur de Berry", "coeur de berry"],
    ["COEUR-DE-BERRY", "Cœur  de Berry "],
    ["L'Haÿ-les-Roses", "l hay les roses"],
    ["L’Haÿ-les-Roses", "L'Haÿ-les-Roses"],
    ["Ste-Foy", "Sainte Foy"],
    ["St. Étienne", "saint etienne"],
    ["Terres du Haut Berry", "TERRES DU HAUT-BERRY"],
    ["CC du Pays de Pontchâteau St-Gildas-des-Bois", "cc du pays de pontchateau saint gildas des bois"],
  ])("%s and %s", (left, right) => {
    expect(searchKey(left)).toBe(searchKey(right));
  });

  it("what is typed is a prefix of what is meant: st amand, Saint-Amand-Montrond", () => {
    expect(searchKey("Saint-Amand-Montrond").startsWith(searchKey("st amand"))).toBe(true);
  });

  it("st is spelt out as a whole word only", () => {
    expect(searchKey("Ostwald")).toBe("ostwald");
    expect(searchKey("Brest")).toBe("brest");
    expect(searchKey("STE")).toBe("sainte");
  });

  it("different places stay apart", () => {
    expect(searchKey("Cloyes")).not.toBe(searchKey("Cloyes-les-Trois-Rivières"));
    expect(searchKey("Sainte-Foy")).not.toBe(searchKey("Saint-Foy"));
  });
});

describe("for any text", () => {
  it.prop("the key of a key is itself", [CodePoints], ([points]) => {
    const text = String.fromCodePoint(...points);
    return searchKey(searchKey(text)) === searchKey(text);
  });

  it.prop("the key holds lower-case letters, digits and single inner spaces", [CodePoints], ([points]) => {
    return /^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u.test(searchKey(String.fromCodePoint(...points)));
  });

  it("every code point of the two inhabited planes has a key that is its own key", () => {
    const points = Array.from({ length: 0x20000 }, (_, point) => String.fromCodePoint(point));
    expect(points.filter((text) => searchKey(searchKey(text)) !== searchKey(text))).toEqual([]);
  });

  it("half a surrogate pair, control characters and nothing at all are answered", () => {
    expect(searchKey("\uD800 a\u0000b")).toBe("a b");
    expect(searchKey("")).toBe("");
    expect(searchKey(" -' ")).toBe("");
  });
});

it("every commune's key is plain ASCII", async () => {
  const communes = await loadCommunes();
  const all = [...communes.currentCommunes, ...communes.parts];
  expect(all.map(({ nom }) => searchKey(nom)).filter((key) => !/^[a-z0-9]+( [a-z0-9]+)*$/u.test(key))).toEqual([]);
});
