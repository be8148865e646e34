import { describe, expect, it } from "vitest";
import { factValue, propertyLabel } from "./fact-words.ts";

const none = new Map<string, string>();

describe("a declared fact in French", () => {
  it("keeps the qualifier and the unit of the document", () => {
    expect(factValue({ property: "population", value: 50000, unit: "inhabitants", qualifier: "more-than" }, none)).toBe("plus de 50\u202f000 habitants");
    expect(factValue({ property: "member-count", value: 1, unit: "members", qualifier: "exactly" }, none)).toBe("1 adhérent");
    expect(factValue({ property: "signature-place", value: "Cloyes", qualifier: "exactly" }, none)).toBe("Cloyes");
    expect(factValue({ property: "contract-ordinal", value: 8, unit: "contracts", qualifier: "exactly" }, none)).toBe("8e");
  });

  it("names the codes it knows and keeps the others", () => {
    const value = ["18", "200000933", "999"];
    expect(factValue({ property: "codes", value, qualifier: "exactly" }, new Map([["200000933", "CC Sauldre et Sologne"]]))).toBe("Cher (18), CC Sauldre et Sologne (200000933), 999");
  });

  it("says what it is about, of one departement where the code says so", () => {
    expect(["population", "contract-count-18", "contract-count-1", "never-seen"].map(propertyLabel)).toEqual(["Population", "Nombre de contrats (Cher)", "contract-count-1", "never-seen"]);
  });
});
