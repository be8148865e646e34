import type { CptsRowConfirmation } from "@cpts/api/CptsImports";
import { departementCodeOf, searchKey } from "@cpts/reference-data";
import type { KnownCpts } from "./known.ts";
import type { ReadEntry } from "./read-entry.ts";
import { refusal, type Reason } from "./reasons.ts";
import { cellOf } from "./entries.ts";

/** Which CPTS an entry means: one of the registry, a new one, or not to be told without a person. */
export type Meant =
  | { readonly is: "known"; readonly known: KnownCpts }
  | { readonly is: "new" }
  | { readonly is: "unclear"; readonly candidates: ReadonlyArray<KnownCpts>; readonly reasons: ReadonlyArray<Reason> };

/** The departements of an entry: of its communes and the one that it names. */
export const departementsOf = ({ fields, territory }: ReadEntry): ReadonlyArray<string> => [
  ...new Set([...(territory?.communes ?? []), ...(territory?.parts ?? []).map(({ commune }) => commune)].map(departementCodeOf).concat(fields.attachment?.departement ?? [])),
];

const hasNumber = ({ fields, identifiers }: ReadEntry, { cpts }: KnownCpts): boolean =>
  Object.entries(identifiers).some(([system, value]) => cpts.identifiers[system as keyof typeof cpts.identifiers] === value) || // a name of the four
  (fields.externalIds ?? []).some((one) => cpts.externalIds.some(({ system, value }) => system === one.system && value === one.value));

const unclear = (candidates: ReadonlyArray<KnownCpts>, ...reasons: ReadonlyArray<Reason>): Meant => ({ is: "unclear", candidates, reasons });

const byNumbers = (read: ReadEntry, bearers: ReadonlyArray<KnownCpts>): Meant | null => {
  const [only, ...others] = bearers;
  if (only === undefined) return null;
  if (others.length === 0) return { is: "known", known: only };
  const names = bearers.map(({ cpts }) => cpts.name).join(", ");
  return unclear(bearers, refusal(cellOf(read.entry, "siret") ?? cellOf(read.entry, "finess"), "identifiers-disagree", `ces numéros sont ceux de plusieurs CPTS : ${names}`, `these numbers are those of several CPTS: ${names}`));
};

/** A CPTS of the same name in the same departement is it; elsewhere it is another of that name. */
const byName = (read: ReadEntry, known: ReadonlyArray<KnownCpts>): Meant => {
  const namesakes = read.name === null ? [] : known.filter(({ nameKey }) => nameKey === searchKey(read.name ?? ""));
  const places = departementsOf(read);
  const near = namesakes.filter(({ departements }) => departements.some((one) => places.includes(one)) || departements.length === 0 || places.length === 0);
  const [only, ...others] = near;
  if (only === undefined) return { is: "new" };
  if (others.length === 0 && only.departements.length > 0 === places.length > 0) return { is: "known", known: only };
  return unclear(near, refusal(cellOf(read.entry, "name"), "which-one", "ce nom est déjà celui d'une CPTS du registre : est-ce elle ?", "this name is already that of a CPTS of the registry: is it the same?"));
};

/** Says which CPTS an entry means, given what somebody has confirmed. */
export const meantBy = (read: ReadEntry, known: ReadonlyArray<KnownCpts>, said: typeof CptsRowConfirmation.Encoded | undefined): Meant => {
  if (said?.as === "new") return { is: "new" };
  const wanted = said?.as === "existing" ? said.cptsId : read.cptsId;
  if (wanted !== undefined && wanted !== null) {
    const one = known.find(({ cpts }) => cpts.id === wanted);
    if (one !== undefined) return { is: "known", known: one };
    return unclear([], refusal(cellOf(read.entry, "cptsId"), "unknown-cpts", `aucune CPTS n'a l'identifiant ${wanted}`, `no CPTS has the id ${wanted}`));
  }
  return byNumbers(read, known.filter((one) => hasNumber(read, one))) ?? byName(read, known);
};
