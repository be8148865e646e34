import { parentOfArrondissement, type CommuneCode } from "../Cog.ts";

/** A territory as far as places are concerned. */
export interface PlacedTerritory {
  readonly communes: ReadonlyArray<CommuneCode>;
  readonly parts: ReadonlyArray<{ readonly commune: CommuneCode; readonly name: string }>;
}

const add = (names: Map<string, Array<string>>, code: CommuneCode | null, name: string): void => {
  if (code === null) return;
  const known = names.get(code);
  if (known === undefined) names.set(code, [name]);
  else known.push(name);
};

/**
 * What a territory holds of a commune: `[]` the whole, the names of the parts (or codes of the arrondissements) where it holds
 * some, `null` nothing. A city holds its arrondissements. A quarter of Lyon given without its arrondissement tells
 * nothing of any one arrondissement: only the city is held in part then.
 */
export const placesOf = (territory: PlacedTerritory): ((code: CommuneCode) => ReadonlyArray<string> | null) => {
  const whole = new Set<string>(territory.communes);
  const partly = new Map<string, Array<string>>();
  for (const code of territory.communes) add(partly, parentOfArrondissement(code), code);
  for (const { commune, name } of territory.parts) {
    add(partly, commune, name);
    add(partly, parentOfArrondissement(commune), name);
  }
  return (code) => (whole.has(code) || whole.has(parentOfArrondissement(code) ?? "") ? [] : (partly.get(code) ?? null));
};
