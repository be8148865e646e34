import { contractKinds, partyCapacities } from "@cpts/domain/Contract";
import { qualifierLabels } from "@cpts/domain/DeclaredFact";
import { labelOf } from "@cpts/reference-data/CodeList";
import { cptsRoles } from "@cpts/reference-data/CptsRoles";
import { departementByCode } from "@cpts/reference-data/Departement";
import { missions } from "@cpts/reference-data/Missions";
import { professions } from "@cpts/reference-data/Professions";
import { regions } from "@cpts/reference-data/Region";
import { count, number } from "./words.ts";

/** "environ 200": the number of a document with what it says of it. */
export const declaredNumber = ({ value, qualifier = "exactly" }: { readonly value: number; readonly qualifier?: string | undefined }): string =>
  `${qualifierLabels.find(({ code }) => code === qualifier)?.fr ?? qualifier} ${number(value)}`.trim();

/** What is counted: one, several. */
const units: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ["people", ["personne", "personnes"]],
  ["structures", ["structure", "structures"]],
  ["mixed", ["personne ou structure", "personnes et structures"]],
]);

/** "environ 200 personnes". */
export const counted = ({ value, unit, qualifier = "exactly" }: { readonly value: number; readonly unit: string; readonly qualifier?: string | undefined }): string => {
  const [one, many] = units.get(unit) ?? [unit, unit];
  return `${qualifierLabels.find(({ code }) => code === qualifier)?.fr ?? qualifier} ${count(value, one, many)}`.trim();
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A kind of contract as a title; a code of tomorrow as it is written. */
export const contractKind = (code: string): string => {
  const known = contractKinds.find((kind) => kind.code === code);
  return known === undefined ? code : capital(known.fr);
};

/** In which capacity someone is party to a contract. */
export const capacityLabel = (code: string): string => partyCapacities.find((capacity) => capacity.code === code)?.fr ?? code;

export const missionLabel = (code: string): string => labelOf(missions, code) ?? code;
export const roleLabel = (code: string): string => labelOf(cptsRoles, code) ?? code;
export const professionLabel = (code: string): string => labelOf(professions, code) ?? code;
export const regionLabel = (code: string): string => regions.find((region) => region.code === code)?.nom ?? code;
export const departementLabel = (code: string): string => `${departementByCode(code)?.nom ?? "département"} (${code})`;
