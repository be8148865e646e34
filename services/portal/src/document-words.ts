import { partyCapacities } from "@cpts/domain/Contract";
import { regions } from "@cpts/reference-data/Region";
import { count, number } from "@cpts/report/french";
import { qualified } from "@cpts/report/words";

/** "environ 200": the number of a document with what it says of it. */
export const declaredNumber = ({ value, qualifier }: { readonly value: number; readonly qualifier?: string | undefined }): string => qualified(number(value), qualifier);

/** What is counted: one, several. */
const units: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ["people", ["personne", "personnes"]],
  ["structures", ["structure", "structures"]],
  ["mixed", ["personne ou structure", "personnes et structures"]],
]);

/** "environ 200 personnes". */
export const counted = ({ value, unit, qualifier }: { readonly value: number; readonly unit: string; readonly qualifier?: string | undefined }): string => {
  const [one, many] = units.get(unit) ?? [unit, unit];
  return qualified(count(value, one, many), qualifier);
};

/** In which capacity someone is party to a contract. */
export const capacityLabel = (code: string): string => partyCapacities.find((capacity) => capacity.code === code)?.fr ?? code;

export const regionLabel = (code: string): string => regions.find((region) => region.code === code)?.nom ?? code;
