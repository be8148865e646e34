import { Rpps } from "@cpts/domain/Rpps";
import { withoutSpaces } from "@cpts/documents/spreadsheets/cells";
import { Schema } from "effect";

const isRpps = Schema.is(Rpps);

/** An RPPS number, its spaces and the 8 of the national identifier left out; null where it is none. */
export const rppsOfCell = (text: string): string | null => {
  const digits = withoutSpaces(text);
  const bare = /^8\d{11}$/u.test(digits) ? digits.slice(1) : digits;
  return isRpps(bare) ? bare : null;
};

/** An amount in euros, in cents: `20`, `20,50 €`, `1 000,00`; null where it is none. */
export const centsOfCell = (text: string): number | null => {
  const plain = text.replaceAll(/[\s\u{A0}\u{202F}€]|euros?|EUR/giu, "").replace(",", ".");
  const parts = /^(\d{1,6})(?:\.(\d{1,2}))?$/u.exec(plain);
  return parts === null ? null : Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0"));
};

const isCapital = (word: string): boolean => word === word.toUpperCase() && /\p{L}{2}/u.test(word);

/** Family and given name of a full one: `DUPONT-MARTIN Zoé`, `Zoé DUPONT`, `Dupont, Zoé`; else the first word is the family name. */
export const namesOf = (text: string): { readonly familyName: string; readonly givenName: string } => {
  const [before = "", after] = text.split(/\s*,\s*/u, 2);
  if (after !== undefined) return { familyName: before.trim(), givenName: after.trim() };
  const words = before.replace(/^(?:Dr|Docteur|Mme|Mlle|M\.|Monsieur|Madame|Pr)\.?\s+/iu, "").trim().split(/\s+/u);
  const capitals = words.filter(isCapital);
  if (capitals.length > 0 && capitals.length < words.length) return { familyName: capitals.join(" "), givenName: words.filter((word) => !isCapital(word)).join(" ") };
  return { familyName: words[0] ?? "", givenName: words.slice(1).join(" ") };
};
