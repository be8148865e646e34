/** Questions about texts that are bytes of a line, in UTF-8 or Windows-1252, without making texts of them. */

const blank = 0x20;
/** A blank at which no line is broken, in UTF-8. */
const [blankLead, blankTail] = [0xc2, 0xa0];

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Where a text begins behind its blanks; `to` where it is nothing else. */
export const firstLetter = (bytes: Uint8Array, from: number, to: number): number => {
  for (let place = from; place < to; place += 1) {
    if (bytes[place] === blankLead && bytes[place + 1] === blankTail) place += 1;
    else if (bytes[place] !== blank) return place;
  }
  return to;
};

/** Where a text that has a letter ends before its blanks. */
export const lastLetter = (bytes: Uint8Array, from: number, to: number): number => {
  for (let place = to; place > from; place -= 1) {
    if (bytes[place - 1] === blankTail && bytes[place - 2] === blankLead) place -= 1;
    else if (bytes[place - 1] !== blank) return place;
  }
  return from;
};

/** The code of a commune as the COG writes it: `75108`, `2A004`. */
export const isCommune = (bytes: Uint8Array, from: number, to: number): boolean => {
  if (to - from !== 5) return false;
  for (let place = from; place < to; place += 1) {
    const isOfCorsica = place === from + 1 && bytes[from] === 0x32 && (bytes[place] === 0x41 || bytes[place] === 0x42);
    if (!isDigit(bytes[place]) && !isOfCorsica) return false;
  }
  return true;
};

/** An RPPS number: eleven digits, the first is 1. Its key is looked at apart: a wrong one is only said. */
export const isRpps = (bytes: Uint8Array, from: number, to: number): boolean => {
  if (to - from !== rppsLength || bytes[from] !== 0x31) return false;
  for (let place = from; place < to; place += 1) if (!isDigit(bytes[place])) return false;
  return true;
};

/** Digits of an RPPS number. */
export const rppsLength = 11;

/** An RPPS number as a number. */
export const rppsNumber = (bytes: Uint8Array, from: number): number => {
  let number = 0;
  for (let place = from; place < from + rppsLength; place += 1) number = number * 10 + (bytes[place] ?? 0) - 0x30;
  return number;
};

/** Whether the name of a place may hold the word that La Poste adds to it. */
export const mentionsCedex = (bytes: Uint8Array, from: number, to: number): boolean => {
  for (let place = from; place < to - 4; place += 1)
    if (((bytes[place] ?? 0) | blank) === 0x63 && ((bytes[place + 4] ?? 0) | blank) === 0x78 && ((bytes[place + 2] ?? 0) | blank) === 0x64) return true;
  return false;
};
