import { formerNames, type CogMovements, type Communes } from "@cpts/reference-data";
import { formerNamesOf } from "../cog/fill.ts";

/** What a code or a name of the past is of: a part of a commune of today, one that was merged into it, or the commune itself under another name or code. */
export type FormerKind = "commune-deleguee" | "commune-associee" | "merged" | "renamed" | "code-changed";

/** A code of the past with the name it had, as far as the editions tell, and the commune of today. */
export interface FormerCode {
  readonly code: string;
  readonly nom: string;
  readonly commune: string;
  readonly kind: FormerKind;
}

/** A name of the past with the commune of today. */
export type FormerName = Omit<FormerCode, "code">;

const partsOf = (communes: Communes): ReadonlyArray<FormerCode> =>
  communes.parts.flatMap(({ chefLieu, code, nom, type }) => (chefLieu === null || type === "arrondissement-municipal" || type === "commune-actuelle" ? [] : [{ code, nom, commune: chefLieu, kind: type }]));

/** Corsica had codes in 20 before 1976: a commune of it that has one has changed its code, any other has taken a commune in. */
const isCodeChange = (ancien: string, code: string): boolean => ancien.startsWith("20") && ancien.slice(2) === code.slice(2);

/** Codes of the past; a code that is current means the current commune. The name is that of the last edition that had the code, else that of today. */
export const formerCodesOf = (communes: Communes, history: CogMovements): ReadonlyArray<FormerCode> => {
  const names = new Map(history.movements.flatMap(({ from }) => from.map(({ code, nom }) => [code, nom] as const)));
  const found = new Map<string, FormerCode>();
  const add = (former: FormerCode): void => {
    const resolved = communes.resolveCode(former.code);
    if (resolved !== null && communes.territorial(former.code) === null && !found.has(former.code)) found.set(former.code, { ...former, commune: resolved.code });
  };
  for (const part of partsOf(communes)) add(part);
  for (const { anciensCodes, code: commune, nom } of communes.currentCommunes)
    for (const code of anciensCodes) add({ code, nom: names.get(code) ?? nom, commune, kind: isCodeChange(code, commune) ? "code-changed" : "merged" });
  return [...found.values()];
};

/** Names that are borne no more, or by a part only, with the commune of today. */
export const allFormerNames = (communes: Communes, history: CogMovements): ReadonlyArray<FormerName> => [
  ...partsOf(communes).filter(({ commune, nom }) => communes.current(commune)?.nom !== nom && communes.current(commune) !== null),
  ...formerNames.map(({ code, nom }): FormerName => ({ nom, commune: code, kind: "merged" })),
  ...formerNamesOf(history, communes).map(({ borneBy, code, nom }): FormerName => ({ nom, commune: code, kind: borneBy === code ? "renamed" : "merged" })),
];
