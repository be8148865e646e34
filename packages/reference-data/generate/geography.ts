/** Packs the JSON files of `@etalab/decoupage-administratif` into the modules of `src/generated`. */
import { createRequire } from "node:module";
import { defaultSiren } from "../src/internal/siren-of-commune.ts";
import { postalPrefix } from "../src/internal/postal-prefix.ts";

interface SourceCommune {
  readonly code: string;
  readonly nom: string;
  readonly type: "commune-actuelle" | "commune-deleguee" | "commune-associee" | "arrondissement-municipal";
  readonly zone: "metro" | "drom" | "com";
  readonly departement: string;
  readonly region: string;
  readonly siren?: string;
  readonly codesPostaux?: readonly string[];
  readonly population?: number;
  readonly anciensCodes?: readonly string[];
  readonly chefLieu?: string;
  readonly commune?: string;
}

interface SourceEpci {
  readonly code: string;
  readonly nom: string;
  readonly type: "CC" | "CA" | "METRO" | "CU" | "MET69";
  readonly populationMunicipale: number;
  readonly membres: readonly { readonly code: string; readonly populationMunicipale: number }[];
}

interface SourceDepartement {
  readonly code: string;
  readonly nom: string;
  readonly region: string;
  readonly chefLieu: string;
  readonly zone: "metro" | "drom" | "com";
}

export interface Source {
  readonly version: string;
  readonly communes: readonly SourceCommune[];
  readonly epcis: readonly SourceEpci[];
  readonly departements: readonly SourceDepartement[];
  readonly regions: readonly Omit<SourceDepartement, "region">[];
}

const packageName = "@etalab/decoupage-administratif";

/** Reads the five files of the development dependency. */
export const readSource = (): Source => {
  const require = createRequire(import.meta.url);
  // The files' shapes are those declared above; what the packing relies on is checked below, row by row.
  const read = <A>(name: string) => require(`${packageName}/${name}`) as A;
  return {
    version: read<{ version: string }>("package.json").version,
    communes: read("data/communes.json"),
    epcis: read("data/epci.json"),
    departements: read("data/departements.json"),
    regions: read("data/regions.json"),
  };
};

const demand = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`the source no longer holds what the packed form relies on: ${what}`);
};

const byCode = (a: { readonly code: string }, b: { readonly code: string }): number => (a.code < b.code ? -1 : 1);

const safe = (text: string): string => {
  demand(!/[|\\`\n$]/.test(text), `no delimiter inside "${text}"`);
  return text;
};

const line = (...fields: readonly string[]): string => fields.join("|").replace(/\|+$/, "");

const packPostalCode = (code: string, departement: string): string =>
  code.startsWith(postalPrefix(departement)) ? code.slice(2) : code;

const packCommune = (commune: SourceCommune, epciIndex: string): string => {
  const rest = commune.code.slice(commune.departement.length);
  const expected = commune.zone === "com" ? undefined : defaultSiren(commune.departement, rest);
  demand(commune.zone !== "com" || commune.siren === undefined, `no SIREN in the overseas collectivities (${commune.code})`);
  demand(commune.zone === "com" || commune.siren !== undefined, `a SIREN elsewhere (${commune.code})`);
  return line(
    rest,
    safe(commune.nom),
    (commune.codesPostaux ?? []).map((code) => packPostalCode(code, commune.departement)).join(" "),
    commune.population === undefined ? "" : String(commune.population),
    epciIndex,
    commune.siren === expected ? "" : (commune.siren ?? ""),
    (commune.anciensCodes ?? []).join(" "),
  );
};

const packCommunes = (source: Source): string[] => {
  const epciIndexByCommune = new Map<string, string>();
  for (const [index, epci] of source.epcis.toSorted(byCode).entries()) {
    for (const membre of epci.membres) {
      demand(!epciIndexByCommune.has(membre.code), `one EPCI per commune (${membre.code})`);
      epciIndexByCommune.set(membre.code, index.toString(36));
    }
  }
  const departements = new Map(source.departements.map((departement) => [departement.code, departement]));
  const lines: string[] = [];
  let departement = "";
  for (const commune of source.communes.filter(({ type }) => type === "commune-actuelle").toSorted(byCode)) {
    demand(commune.code.startsWith(commune.departement), `the code begins with the departement (${commune.code})`);
    demand(commune.region === departements.get(commune.departement)?.region, `the region is the departement's (${commune.code})`);
    demand(commune.zone === departements.get(commune.departement)?.zone, `the zone is the departement's (${commune.code})`);
    if (commune.departement !== departement) lines.push(`=${(departement = commune.departement)}`);
    lines.push(packCommune(commune, epciIndexByCommune.get(commune.code) ?? ""));
  }
  return lines;
};

const partLetter = { "arrondissement-municipal": "M", "commune-deleguee": "D", "commune-associee": "A" } as const;

const packParts = (source: Source): string[] => {
  const current = new Map(source.communes.filter(({ type }) => type === "commune-actuelle").map((commune) => [commune.code, commune]));
  const lines: string[] = [];
  for (const part of source.communes.toSorted(byCode)) {
    if (part.type === "commune-actuelle") continue;
    const parent = part.commune ?? part.chefLieu ?? "";
    demand(current.get(parent)?.departement === part.departement, `the parent is a commune of the same departement (${part.code})`);
    lines.push(
      line(
        partLetter[part.type],
        part.code,
        safe(part.nom),
        parent,
        (part.codesPostaux ?? []).join(" "),
        part.population === undefined ? "" : String(part.population),
      ),
    );
  }
  return lines;
};

const packEpcis = (source: Source): string[] =>
  source.epcis.toSorted(byCode).map((epci) => {
    const membres = epci.membres.toSorted(byCode);
    const sum = membres.reduce((total, membre) => total + membre.populationMunicipale, 0);
    demand(sum === epci.populationMunicipale, `the members' populations add up (${epci.code})`);
    return line(epci.code, epci.type, safe(epci.nom), membres.map((membre) => String(membre.populationMunicipale)).join(" "));
  });

const header = (source: Source, what: string): string =>
  [
    `// Generated by generate/run.ts from ${packageName}@${source.version}: do not edit.`,
    `// ${what}`,
    "// Sources: INSEE (COG 2026, populations legales), DGCL (EPCI 2026), La Poste (codes postaux). Licence Ouverte 2.0.",
    "",
  ].join("\n");

const packed = (name: string, lines: readonly string[]): string => `export const ${name}: string = \`\n${lines.join("\n")}\n\`;\n`;

const literal = (value: unknown): string => JSON.stringify(value);

const packDepartements = (source: Source): string =>
  `import type { Departement } from "../Departement.ts";\n\nexport const rows: readonly Departement[] = [\n${[...source.departements]
    .toSorted(byCode)
    .map(
      ({ code, nom, region, chefLieu, zone }) =>
        `  { code: ${literal(code)}, nom: ${literal(nom)}, region: ${literal(region)}, chefLieu: ${literal(chefLieu)}, zone: ${literal(zone)} },`,
    )
    .join("\n")}\n];\n`;

const packRegions = (source: Source): string =>
  `import type { Region } from "../Region.ts";\n\nexport const rows: readonly Region[] = [\n${[...source.regions]
    .toSorted(byCode)
    .map(({ code, nom, chefLieu, zone }) => `  { code: ${literal(code)}, nom: ${literal(nom)}, chefLieu: ${literal(chefLieu)}, zone: ${literal(zone)} },`)
    .join("\n")}\n];\n`;

/** The text of every generated geography module, by file name under `src/generated`. */
export const geographyModules = (source: Source): ReadonlyMap<string, string> => {
  const epciCodes = source.epcis.toSorted(byCode).map((epci) => epci.code);
  return new Map([
    [
      "communes.ts",
      header(source, "=departement, then: rest of the code|nom|codes postaux|population|index of the EPCI, base 36|SIREN if unusual|anciens codes") +
        packed("rows", packCommunes(source)) +
        packed("epciCodes", epciCodes),
    ],
    [
      "commune-parts.ts",
      header(source, "M arrondissement municipal, D deleguee, A associee|code|nom|commune|codes postaux|population") + packed("rows", packParts(source)),
    ],
    ["epcis.ts", header(source, "SIREN|type|nom|population municipale of each member, in the order of their codes") + packed("rows", packEpcis(source))],
    ["departements.ts", header(source, "The departements and the overseas collectivities that hold communes.") + packDepartements(source)],
    ["regions.ts", header(source, "The regions, and the overseas collectivities standing as their own.") + packRegions(source)],
  ]);
};
