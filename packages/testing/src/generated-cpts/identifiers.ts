import { luhnDigit } from "../rpps-extract/fake-number.ts";

/** Official numbers of a right shape with right keys, visibly fake: no SIREN begins with 999, no departement is 99. */
export interface FakeIdentifiers {
  readonly siren: string;
  readonly siret: string;
  readonly rna: string | null;
  readonly finess: string;
}

const withKey = (digits: string): string => digits + luhnDigit(digits);

/** Departements whose associations are of local law and have no RNA (Alsace and Moselle). */
export const localLaw: ReadonlySet<string> = new Set(["57", "67", "68"]);

/** The numbers of the n-th CPTS. */
export const fakeIdentifiers = (n: number, departement: string): FakeIdentifiers => {
  const serial = String(n).padStart(5, "0");
  const siren = withKey(`999${serial}`);
  return { siren, siret: withKey(`${siren}0001`), rna: localLaw.has(departement) ? null : `W999${serial}0`, finess: `99${withKey(`9${serial}`)}` };
};
