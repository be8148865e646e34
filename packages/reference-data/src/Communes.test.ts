import { describe, expect, it } from "vitest";
import type { Commune } from "./Commune.ts";
import { communeKey } from "./Commune.ts";
import { loadCommunes } from "./Communes.ts";
import { formerName, formerNames } from "./FormerNames.ts";

const communes = await loadCommunes();
const codes = (list: readonly Commune[]): readonly string[] => list.map(({ code }) => code);
const population = (list: readonly Commune[]): number => list.reduce((sum, commune) => sum + (commune.population ?? 0), 0);

const count = (type: Commune["type"]): number => communes.parts.filter((part) => part.type === type).length;

const usualPrefix = (departement: string): string => departement.slice(0, 2).replace(/[AB]/u, "0");

const passesLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
};

describe("the edition of 2026", () => {
  it("holds 34,969 current communes and 68,952,941 inhabitants", () => {
    expect(communes.currentCommunes).toHaveLength(34_969);
    expect(population(communes.currentCommunes)).toBe(68_952_941);
  });

  it("holds 45 municipal arrondissements, 2,105 delegated and 471 associated communes", () => {
    expect([count("arrondissement-municipal"), count("commune-deleguee"), count("commune-associee")]).toEqual([45, 2_105, 471]);
  });

  it("lists codes in order, each a commune code in shape", () => {
    const all = codes(communes.currentCommunes);
    expect(all).toEqual(all.toSorted());
    expect(all.every((code) => /^(\d{5}|2[AB]\d{3})$/u.test(code))).toBe(true);
  });

  it("gives 12 communes no inhabitants: zero in six villages of the Meuse, unknown in six uninhabited collectivities", () => {
    expect(codes(communes.currentCommunes.filter((commune) => commune.population === 0))).toEqual([
      "55039", "55050", "55139", "55189", "55239", "55307",
    ]);
    expect(codes(communes.currentCommunes.filter((commune) => commune.population === null))).toEqual([
      "98411", "98412", "98413", "98414", "98415", "98901",
    ]);
  });

  it("gives every SIREN a valid Luhn key, and none to the overseas collectivities", () => {
    const sirens = communes.currentCommunes.flatMap(({ siren }) => (siren === null ? [] : [siren]));
    expect(sirens).toHaveLength(34_875);
    expect(new Set(sirens).size).toBe(34_875);
    expect(sirens.filter((siren) => siren.length !== 9 || !passesLuhn(siren))).toEqual([]);
  });

  it("names 1,255 EPCI, each SIREN with a valid Luhn key", () => {
    const sirens = new Set(communes.currentCommunes.flatMap(({ epci }) => (epci === null ? [] : [epci])));
    expect(sirens.size).toBe(1_255);
    expect([...sirens].filter((siren) => siren.length !== 9 || !passesLuhn(siren))).toEqual([]);
  });

  it("has 1,441 names borne by several communes, so a name is no key", () => {
    const byName = Map.groupBy(communes.currentCommunes, ({ nom }) => nom);
    expect([...byName.values()].filter((group) => group.length > 1)).toHaveLength(1_441);
    expect(communes.currentCommunes.filter(({ nom }) => nom === "Sainte-Colombe").length).toBeGreaterThan(5);
  });
});

describe("a code and what it stands for", () => {
  it("may be two things at once: 01015 is Arboys en Bugey and the delegated Arbignieu", () => {
    expect(communes.find("commune-actuelle", "01015")?.nom).toBe("Arboys en Bugey");
    expect(communes.find("commune-deleguee", "01015")).toMatchObject({ nom: "Arbignieu", chefLieu: "01015" });
    const shared = communes.parts.filter((part) => communes.current(part.code) !== null);
    expect(shared).toHaveLength(584);
  });

  it("is unique together with its type", () => {
    const all = [...communes.currentCommunes, ...communes.parts];
    expect(new Set(all.map(communeKey)).size).toBe(all.length);
  });

  it("finds nothing for what does not exist, nor for the names of object properties", () => {
    for (const code of ["", "00000", "99999", "1004", "constructor", "__proto__", "18279 "]) {
      expect([communes.current(code), communes.resolveCode(code), communes.territorial(code)]).toEqual([null, null, null]);
      expect([communes.ofDepartement(code), communes.ofEpci(code), communes.ofPostalCode(code), communes.arrondissementsOf(code)]).toEqual([[], [], [], []]);
    }
  });
});

describe("the seeds' places", () => {
  it.each([
    ["18279", "Vierzon"],
    ["37003", "Amboise"],
    ["37027", "Bléré"],
    ["37022", "Beaumont-en-Véron"],
    ["45327", "Traînou"],
    ["45173", "Jargeau"],
    ["45082", "Châteauneuf-sur-Loire"],
    ["45300", "Sandillon"],
    ["45234", "Orléans"],
    ["38053", "Bourgoin-Jallieu"],
    ["28103", "Cloyes-les-Trois-Rivières"],
    ["41151", "Montrichard Val de Cher"],
  ])("%s is %s", (code, nom) => {
    expect(communes.current(code)?.nom).toBe(nom);
  });

  it("Montrichard is now a delegated commune of Montrichard Val de Cher, which also absorbed Bourré", () => {
    expect(communes.find("commune-deleguee", "41151")).toMatchObject({ nom: "Montrichard", chefLieu: "41151" });
    expect(communes.resolveCode("41023")?.code).toBe("41151");
  });

  it("Cloyes-les-Trois-Rivières absorbed eight communes", () => {
    const absorbed = communes.current("28103")?.anciensCodes ?? [];
    expect(absorbed).toHaveLength(8);
    expect(absorbed.map((code) => communes.resolveCode(code)?.code)).toEqual(Array.from({ length: 8 }, () => "28103"));
  });

  it("Cloyes-sur-le-Loir is a name of the past: its code, 28103, is the merged commune's", () => {
    expect([...communes.currentCommunes, ...communes.parts].filter(({ nom }) => nom === "Cloyes-sur-le-Loir")).toEqual([]);
    expect(communes.current(formerName("CLOYES SUR LE LOIR")?.code ?? "")?.nom).toBe("Cloyes-les-Trois-Rivières");
  });

  it("a former name belongs to no entry of today and leads to a current commune", () => {
    const names = new Set([...communes.currentCommunes, ...communes.parts].map(({ nom }) => nom));
    expect(formerNames.filter(({ nom, code }) => names.has(nom) || communes.current(code) === null)).toEqual([]);
  });
});

describe("resolving a code", () => {
  it("takes a Corsican code of before 1976 to today's", () => {
    expect(communes.resolveCode("20004")).toEqual({ code: "2A004", via: "ancien-code" });
    expect(communes.current("2A004")).toMatchObject({ nom: "Ajaccio", departement: "2A", region: "94" });
  });

  it("leaves a current code and a municipal arrondissement's commune alone", () => {
    expect(communes.resolveCode("18279")).toEqual({ code: "18279", via: "commune-actuelle" });
    expect(communes.resolveCode("75108")).toEqual({ code: "75056", via: "arrondissement-municipal" });
  });

  it("prefers the chief commune where an absorbed code says otherwise: Neuville-Garnier is in Les Hauts-Talican", () => {
    expect(communes.resolveCode("60455")).toEqual({ code: "60694", via: "commune-deleguee" });
    expect(communes.resolveCode("55273")).toEqual({ code: "55386", via: "commune-associee" });
  });

  it("always ends at a current commune, whatever the known code", () => {
    const known = [...communes.currentCommunes.flatMap(({ code, anciensCodes }) => [code, ...anciensCodes]), ...codes(communes.parts)];
    expect(known.filter((code) => communes.current(communes.resolveCode(code)?.code ?? "") === null)).toEqual([]);
  });
});

describe("Paris, Lyon and Marseille", () => {
  it.each([["75056", 20], ["69123", 9], ["13055", 16]] as const)("%s is the sum of its %i arrondissements", (code, size) => {
    const arrondissements = communes.arrondissementsOf(code);
    expect(arrondissements).toHaveLength(size);
    expect(population(arrondissements)).toBe(communes.current(code)?.population);
    expect(new Set(arrondissements.map(({ epci }) => epci))).toEqual(new Set([communes.current(code)?.epci]));
  });

  it("a territory may list the commune or an arrondissement, never a delegated commune", () => {
    expect(communes.territorial("69383")).toMatchObject({ nom: "Lyon 3e Arrondissement", chefLieu: "69123", population: 100_679 });
    expect(communes.territorial("75056")?.nom).toBe("Paris");
    expect(communes.territorial("28083")).toBeNull();
  });

  it("Paris has 21 postal codes, its 16th arrondissement two", () => {
    expect(communes.current("75056")?.codesPostaux).toHaveLength(21);
    expect(communes.find("arrondissement-municipal", "75116")?.codesPostaux).toEqual(["75016", "75116"]);
  });
});

describe("postal codes", () => {
  it("are 6,310, and cover 34,964 communes", () => {
    expect(new Set(communes.currentCommunes.flatMap(({ codesPostaux }) => codesPostaux)).size).toBe(6_310);
    expect(communes.currentCommunes.filter(({ codesPostaux }) => codesPostaux.length > 0)).toHaveLength(34_964);
  });

  it("cover several communes, and sometimes cross the departement's border", () => {
    expect(codes(communes.ofPostalCode("28220"))).toEqual(["28103"]);
    expect(codes(communes.ofPostalCode("37400"))).toContain("37003");
    expect(Math.max(...communes.currentCommunes.map(({ codesPostaux: [first = ""] }) => communes.ofPostalCode(first).length))).toBe(46);
    expect(communes.currentCommunes.filter(({ departement, codesPostaux }) => codesPostaux.some((code) => !code.startsWith(usualPrefix(departement))))).toHaveLength(23);
  });

  it("beginning with 20 do not tell South Corsica from North Corsica", () => {
    expect(new Set(communes.currentCommunes.filter(({ codesPostaux }) => codesPostaux[0]?.startsWith("20")).map(({ departement }) => departement))).toEqual(
      new Set(["2A", "2B"]),
    );
  });
});

describe("overseas", () => {
  it("a departement has three characters", () => {
    expect(communes.current("97411")).toMatchObject({ nom: "Saint-Denis", departement: "974", region: "04" });
    expect(communes.ofDepartement("976")).toHaveLength(17);
  });

  it("the collectivities hold 94 communes, none in an EPCI", () => {
    const com = communes.currentCommunes.filter(({ departement }) => ["975", "977", "978", "984", "986", "987", "988", "989"].includes(departement));
    expect(com).toHaveLength(94);
    expect(com.filter(({ epci }) => epci !== null)).toEqual([]);
  });
});
