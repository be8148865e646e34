import { LocalDate } from "@cpts/domain/LocalDate";
import { PartialDate } from "@cpts/domain/PartialDate";
import { searchKey } from "@cpts/reference-data";
import { Schema } from "effect";
import { serialDate } from "./serial-date.ts";

const isDate = Schema.is(LocalDate);
const isPartialDate = Schema.is(PartialDate);

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

/** A postal or commune code whose first zero a spreadsheet took: `1004` is `01004`. */
export const codeOfCell = (text: string): string | null => {
  const code = text.trim().toUpperCase();
  if (/^\d{4}$/u.test(code)) return `0${code}`;
  return /^(?:\d{5}|2[AB]\d{3})$/u.test(code) ? code : null;
};

/** What a spreadsheet makes of a long number: `1,5E+10`; the digits that it left out are lost. */
export const isPowerOfTen = (text: string): boolean => /^\d(?:[.,]\d+)?E[+-]?\d+$/iu.test(text.trim());

/** A number without what people put between its digits. */
export const withoutSpaces = (text: string): string => text.replaceAll(/[\s.\-\u{A0}\u{202F}']/gu, "");

/** The name of a cell, as spreadsheets show it: the row from 1, the column from 0. */
export const cellName = (row: number, column: number): string => {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row}`;
};
