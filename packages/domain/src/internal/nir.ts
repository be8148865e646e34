/**
 * Finds French social-security numbers (NIR) in a text, in one pass: at each digit that may start one, at most
 * 15 characters of the number and 18 separators are read, so the time is linear whatever the text.
 */

/** Positions after which people write a separator: sex, year, month, departement, commune, order, key. */
const mayBreakAfter = [false, true, false, true, false, true, false, true, false, false, true, false, false, true, false];
const longestSeparator = 3;
const separators = new Set(" \t\n\u00a0\u2007\u2009\u202f.-\u2010\u2011\u2013/_·,()':");

/** What one does not see in a text pasted from a PDF, and the wide digits of some keyboards. */
const disguise = /[\u00ad\u200b-\u200d\u2060\ufeff\uff10-\uff19]/u;
const undisguised = (text: string): string =>
  text.replaceAll(/[\u00ad\u200b-\u200d\u2060\ufeff]/gu, "").replaceAll(/[\uff10-\uff19]/gu, (digit) => String(digit.charCodeAt(0) - 0xff10));

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const isStart = (code: number): boolean => code === 49 || code === 50;

/** Months of birth are 01 to 12; 20 to 42 and 50 to 99 stand for incomplete civil records (INSEE). */
const isMonth = (month: number): boolean => (month >= 1 && month <= 12) || month >= 20;

interface Candidate {
  /** Characters of the number: 13 without key, 15 with. */
  readonly characters: string;
  /** How many of the five places inside the first 13 characters carry a separator. */
  readonly breaks: number;
}

const isCorsicaLetter = (text: string, index: number, length: number): boolean => {
  const upper = text.charCodeAt(index) & ~32;
  return length === 6 && (upper === 65 || upper === 66);
};

/** End of the separators that start at `index`; `index` itself when there is none or too many. */
const skipSeparators = (text: string, index: number): number => {
  let end = index;
  while (end < text.length && end - index < longestSeparator && separators.has(text.charAt(end))) end++;
  return end;
};

/** The longest number written from `start`, cut at 13 or 15 characters and not followed by another digit. */
const readFrom = (text: string, start: number): Candidate | null => {
  let characters = "";
  let breaks = 0;
  let index = start;
  let withoutKey: Candidate | null = null;
  while (characters.length < 15) {
    if (characters.length === 13 && !isDigit(text.charCodeAt(index))) withoutKey = { characters, breaks };
    const next = mayBreakAfter[characters.length] === true ? skipSeparators(text, index) : index;
    const code = text.charCodeAt(next);
    if (!isDigit(code) && !isCorsicaLetter(text, next, characters.length)) return withoutKey;
    if (next > index && characters.length < 13) breaks++;
    characters += text.charAt(next).toUpperCase();
    index = next + 1;
  }
  return isDigit(text.charCodeAt(index)) ? withoutKey : { characters, breaks };
};

const hasShape = (characters: string): boolean =>
  isMonth(Number(characters.slice(3, 5))) && /^(?:\d{2}|2[AB])$/u.test(characters.slice(5, 7));

/** 97 minus the remainder by 97 of the first 13 characters, where 2A counts as 19 and 2B as 18 (INSEE). */
export const nirKey = (first13: string): number =>
  97 - (Number(first13.replace("2A", "19").replace("2B", "18")) % 97);

const isNir = ({ breaks, characters }: Candidate): boolean => {
  if (!hasShape(characters)) return false;
  const keyed = characters.length === 15;
  if (keyed && nirKey(characters.slice(0, 13)) === Number(characters.slice(13))) return true;
  // Spelled out "1 85 05 78 006 084": nothing else is written with these five gaps, so no key is needed.
  return breaks === 5;
};

const find = (text: string): boolean => {
  for (let index = 0; index < text.length; index++) {
    if (!isStart(text.charCodeAt(index)) || (index > 0 && isDigit(text.charCodeAt(index - 1)))) continue;
    const candidate = readFrom(text, index);
    if (candidate !== null && isNir(candidate)) return true;
  }
  return false;
};

/** Whether the text holds a NIR, as it is written or under its disguise. */
export const containsNir = (text: string): boolean => find(text) || (disguise.test(text) && find(undisguised(text)));
