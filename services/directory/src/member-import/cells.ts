import { LocalDate } from "@cpts/domain/LocalDate";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Rpps } from "@cpts/domain/Rpps";
import { searchKey } from "@cpts/reference-data";
import { serialDate } from "@cpts/service-kit/spreadsheets/serial-date";
import { Schema } from "effect";

const isDate = Schema.is(LocalDate);
const isPartialDate = Schema.is(PartialDate);
const isRpps = Schema.is(Rpps);

const months = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];
/** `janv.`, `févr.`, `sept.`: three letters tell the month, four tell June from July. */
const monthOf = (word: string): string | null => {
  const index = months.findIndex((month) => word.length >= 3 && month.startsWith(word));
  return index === -1 ? null : String(index + 1).padStart(2, "0");
};

const inFigures = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$/u;
const iso = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d{2}:.*)?$/u;

const dateOfWords = (text: string): string | null => {
  const parts = /^(?:le )?(?:(\d{1,2})(?:er)? )?(\p{L}+) (\d{4})$/u.exec(searchKey(text));
  const month = parts === null ? null : monthOf(parts[2] ?? "");
  if (parts === null || month === null) return null;
  return parts[1] === undefined ? `${parts[3]}-${month}` : `${parts[3]}-${month}-${parts[1].padStart(2, "0")}`;
};

/** A date as French spreadsheets write them, day before month; partial where it is; null where it is none. */
export const dateOfCell = (text: string): PartialDate | null => {
  const trimmed = text.trim();
  const whole = iso.exec(trimmed)?.[1];
  const figures = inFigures.exec(trimmed);
  const monthYear = /^(\d{1,2})[/.-](\d{4})$/u.exec(trimmed);
  // A list of values saved without its formats holds days since 1900: those of 1955 to 2064.
  const serial = /^[2-5]\d{4}$/u.test(trimmed) ? serialDate(Number(trimmed), false) : null;
  const [, day = "", month = "", year = ""] = figures ?? [];
  const written =
    whole ??
    (figures === null ? null : `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`) ??
    (monthYear === null ? null : `${monthYear[2]}-${(monthYear[1] ?? "").padStart(2, "0")}`) ??
    serial ??
    dateOfWords(trimmed);
  if (written === null || !isPartialDate(written)) return null;
  return written.length === 10 && !isDate(written) ? null : (written as PartialDate);
};

/** An RPPS number, its spaces and the 8 of the national identifier left out; null where it is none. */
export const rppsOfCell = (text: string): string | null => {
  const digits = text.replaceAll(/[\s.\-\u{A0}\u{202F}']/gu, "");
  const bare = /^8\d{11}$/u.test(digits) ? digits.slice(1) : digits;
  return isRpps(bare) ? bare : null;
};

/** An amount in euros, in cents: `20`, `20,50 €`, `1 000,00`; null where it is none. */
export const centsOfCell = (text: string): number | null => {
  const plain = text.replaceAll(/[\s\u{A0}\u{202F}€]|euros?|EUR/giu, "").replace(",", ".");
  const parts = /^(\d{1,6})(?:\.(\d{1,2}))?$/u.exec(plain);
  return parts === null ? null : Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0"));
};

/** A postal or commune code whose first zero a spreadsheet took: `1004` is `01004`. */
export const codeOfCell = (text: string): string | null => {
  const code = text.trim().toUpperCase();
  if (/^\d{4}$/u.test(code)) return `0${code}`;
  return /^(?:\d{5}|2[AB]\d{3})$/u.test(code) ? code : null;
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
