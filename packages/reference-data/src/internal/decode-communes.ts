import type { Commune, CommuneCode, CommuneType, PostalCode, Siren } from "../Commune.ts";
import { departementByCode } from "../Departement.ts";
import { postalPrefix } from "./postal-prefix.ts";
import { defaultSiren } from "./siren-of-commune.ts";

const none: readonly string[] = [];

const partTypes: ReadonlyMap<string, CommuneType> = new Map([
  ["M", "arrondissement-municipal"],
  ["D", "commune-deleguee"],
  ["A", "commune-associee"],
]);

const lists = (prefix: string, known: Map<string, readonly string[]>) => (packed: string): readonly PostalCode[] => {
  if (packed === "") return none;
  const found = known.get(packed);
  if (found !== undefined) return found;
  const codes = packed.split(" ").map((code) => (code.length === 3 ? prefix + code : code));
  known.set(packed, codes);
  return codes;
};

/** The current communes, in the order of their codes. The generated rows were checked when they were written. */
export const decodeCommunes = (rows: string, epciCodes: readonly Siren[]): Commune[] => {
  const communes: Commune[] = [];
  let departement = "";
  let region = "";
  let hasSiren = true;
  let postalCodes = lists("", new Map());
  for (const row of rows.split("\n")) {
    if (row === "") continue;
    if (row.startsWith("=")) {
      departement = row.slice(1);
      const known = departementByCode(departement);
      region = known?.region ?? "";
      hasSiren = known?.zone !== "com";
      postalCodes = lists(postalPrefix(departement), new Map());
      continue;
    }
    // By index rather than destructured: over 35,000 rows the array's iterator shows in the load time.
    const fields = row.split("|");
    const rest = fields[0] ?? "";
    communes.push({
      type: "commune-actuelle",
      code: departement + rest,
      nom: fields[1] ?? "",
      departement,
      region,
      epci: fields[4] ? (epciCodes[Number.parseInt(fields[4], 36)] ?? null) : null,
      siren: hasSiren ? fields[5] || defaultSiren(departement, rest) : null,
      codesPostaux: postalCodes(fields[2] ?? ""),
      population: fields[3] ? Number(fields[3]) : null,
      chefLieu: null,
      anciensCodes: fields[6] ? fields[6].split(" ") : none,
    });
  }
  return communes;
};

/** Municipal arrondissements, delegated and associated communes; place and EPCI are those of the commune around them. */
export const decodeParts = (rows: string, current: ReadonlyMap<CommuneCode, Commune>): Commune[] => {
  const parts: Commune[] = [];
  const postalCodes = lists("", new Map());
  for (const row of rows.split("\n")) {
    if (row === "") continue;
    const [letter = "", code = "", nom = "", chefLieu = "", codesPostaux = "", population = ""] = row.split("|");
    const type = partTypes.get(letter);
    const parent = current.get(chefLieu);
    if (type === undefined || parent === undefined) continue;
    parts.push({
      type,
      code,
      nom,
      departement: parent.departement,
      region: parent.region,
      epci: parent.epci,
      siren: null,
      codesPostaux: postalCodes(codesPostaux),
      population: population === "" ? null : Number(population),
      chefLieu,
      anciensCodes: none,
    });
  }
  return parts;
};
