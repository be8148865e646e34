import type { CodeEntry } from "../CodeList.ts";

/** The licence note of the Agence du Numerique en Sante's lists: their CodeSystems carry no copyright field. */
export const ansLicence =
  "Agence du Numérique en Santé, Nomenclatures des Objets de Santé: free reuse with mention of the source (the CodeSystem states no licence; Licence Ouverte 2.0 is to be confirmed)";

/** The licence of the lists written here. */
export const ownLicence = "Apache-2.0, with this package";

/** An official entry: French label, closed on a day or active. */
export const official = (code: string, label: string, deprecatedOn: string | null = null): CodeEntry => ({
  code,
  label,
  labelEn: null,
  status: deprecatedOn === null ? "active" : "deprecated",
  deprecatedOn,
});

/** An entry of our own, in both languages. */
export const own = (code: string, label: string, labelEn: string): CodeEntry => ({ code, label, labelEn, status: "active", deprecatedOn: null });
