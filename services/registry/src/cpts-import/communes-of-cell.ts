import { suggestCommuneCode } from "@cpts/domain/Cog";
import { departementCodeOf, searchKey } from "@cpts/reference-data";
import { codeOfCell, isPowerOfTen } from "@cpts/documents/spreadsheets/cells";
import { toldOfCode } from "@cpts/service-kit/known/commune-codes";
import { formerlyNamed, type Geography } from "./geography.ts";
import { note, refusal, type Cell, type Place, type Reason } from "./reasons.ts";
import { departementOf } from "./words.ts";

/** What a cell says of communes: codes of the day of the file, each with its place, and what there is to say of them. */
export interface FoundCommunes {
  readonly found: ReadonlyArray<{ readonly code: string; readonly at: Place }>;
  readonly reasons: ReadonlyArray<Reason>;
}

interface Asked {
  readonly at: Place;
  readonly geography: Geography;
  /** The departement that the row names: it tells communes of one name apart. */
  readonly departement: string | null;
}

const nothing = (...reasons: ReadonlyArray<Reason>): FoundCommunes => ({ found: [], reasons });
const mostNamed = 8;

/** Corsica had codes in 20 before 1976. */
const inCorsica = (code: string, { communes }: Geography): string | null =>
  code.startsWith("20") ? ([`2A${code.slice(2)}`, `2B${code.slice(2)}`].find((held) => communes.current(held) !== null) ?? null) : null;

const unknownCode = (code: string, { at, geography }: Asked): Reason => {
  const corsican = inCorsica(code, geography);
  if (corsican !== null) {
    const nom = geography.communes.current(corsican)?.nom ?? "";
    return refusal(at, "former-commune", `${code} : ${nom} a le code ${corsican} depuis 1976`, `${code}: ${nom} has had the code ${corsican} since 1976`, corsican);
  }
  const later = geography.communes.territorial(code);
  if (later !== null)
    return refusal(at, "later-commune", `${code} (${later.nom}) n'est le code d'une commune qu'après le ${geography.on}, date de la liste`, `${code} (${later.nom}) is the code of a commune only after ${geography.on}, the day of the list`);
  const told = toldOfCode(code, geography.communes);
  const served = told.suggestion === undefined ? geography.communes.ofPostalCode(code) : [];
  if (served.length > 0) {
    const names = served.slice(0, mostNamed).map((one) => `${one.nom} ${one.code}`).join(", ");
    return refusal(at, "postal-code", `${code} est un code postal (${names}), il faut le code officiel géographique`, `${code} is a postal code (${names}); the official geographic code is needed`, served.length === 1 ? served[0]?.code : undefined);
  }
  const [fr, en] = told.suggestion === undefined ? ["", ""] : [" ; si la liste est plus ancienne, donnez sa date (on)", "; if the list is older, give its day (on)"];
  return refusal(at, told.code, told.message.fr + fr, told.message.en + en, told.suggestion);
};

const ofCode = (text: string, asked: Asked): FoundCommunes => {
  const { at, geography } = asked;
  const code = codeOfCell(text) ?? text;
  const lost = code === text.toUpperCase() ? [] : [note(at, "lost-zero", `${text} lu ${code} : un tableur a ôté le premier zéro`, `${text} read as ${code}: a spreadsheet took the first zero`)];
  if (geography.nameOn(code) === null) return nothing(...lost, unknownCode(code, asked));
  return { found: [{ code, at }], reasons: lost };
};

const homonyms = (name: string, codes: ReadonlyArray<string>, { at, geography }: Asked): Reason => {
  const list = codes.slice(0, mostNamed).map((code) => `${code} (${departementCodeOf(code)})`).join(", ");
  return refusal(at, "homonyms", `${codes.length} communes s'appellent ${geography.nameOn(codes[0] ?? "") ?? name} : ${list} ; donnez le département ou le code`, `${codes.length} communes are named ${geography.nameOn(codes[0] ?? "") ?? name}: ${list}; give the departement or the code`);
};

const unknownName = (name: string, key: string, asked: Asked, departement: string | null): Reason => {
  const { at, geography } = asked;
  const former = formerlyNamed(geography, key).filter((code) => departement === null || departementCodeOf(code) === departement);
  const [only] = former;
  if (only !== undefined && former.length === 1) {
    const nom = geography.communes.current(only)?.nom ?? only;
    return refusal(at, "former-commune", `${name} fait aujourd'hui partie de ${nom} (${only}) ; si la liste est plus ancienne, donnez sa date (on)`, `${name} is part of ${nom} (${only}) today; if the list is older, give its day (on)`, only);
  }
  const elsewhere = geography.named(key);
  if (departement !== null && elsewhere.length > 0)
    return refusal(at, "other-departement", `${name} n'est pas dans le département ${departement} : ${elsewhere.slice(0, mostNamed).join(", ")}`, `${name} is not in the departement ${departement}: ${elsewhere.slice(0, mostNamed).join(", ")}`, elsewhere.length === 1 ? elsewhere[0] : undefined);
  return refusal(at, "unknown-commune", `aucune commune ne s'appelle ${name} au ${geography.on}`, `no commune is named ${name} on ${geography.on}`);
};

const ofName = (text: string, asked: Asked): FoundCommunes => {
  const bracketed = /^(.*?)\s*\(([^)]+)\)$/u.exec(text);
  const given = bracketed === null ? null : departementOf(bracketed[2] ?? "");
  const name = given === null ? text : (bracketed?.[1] ?? text);
  const key = searchKey(name);
  const departement = given ?? asked.departement;
  const all = asked.geography.named(key);
  const inside = departement === null ? all : all.filter((code) => departementCodeOf(code) === departement);
  const [only] = inside;
  if (only !== undefined && inside.length === 1) return { found: [{ code: only, at: asked.at }], reasons: [] };
  return nothing(inside.length > 1 ? homonyms(name, inside, asked) : unknownName(name, key, asked, departement));
};

const ofToken = (token: string, asked: Asked): FoundCommunes => {
  if (isPowerOfTen(token)) return nothing(refusal(asked.at, "power-of-ten", `${token} : un tableur en a fait un nombre, ses chiffres sont perdus ; mettre la colonne au format texte`, `${token}: a spreadsheet made a number of it, its digits are lost; set the column to text`));
  if (codeOfCell(token) !== null) return ofCode(token, asked);
  const both = /^(\d{4,5}|2[AB]\d{3})\s*[-–:]?\s+(.+)$/iu.exec(token);
  const meant = both === null && /^2[AB]/iu.test(token) ? suggestCommuneCode(token) : null;
  if (meant !== null && asked.geography.nameOn(meant) !== null) return nothing(refusal(asked.at, "commune-code", `${token} : un code de commune a cinq caractères, ici sans doute ${meant}`, `${token}: a code of a commune has five characters, here most likely ${meant}`, meant));
  if (both === null) return /^\d+$/u.test(token) ? nothing(refusal(asked.at, "commune-code", `${token} : un code de commune a cinq caractères`, `${token}: a code of a commune has five characters`)) : ofName(token, asked);
  const byCode = ofCode(both[1] ?? "", asked);
  const [one] = byCode.found;
  const nom = one === undefined ? null : asked.geography.nameOn(one.code);
  if (one === undefined || nom === null || searchKey(nom) === searchKey(both[2] ?? "")) return byCode;
  return nothing(refusal(asked.at, "code-and-name-differ", `${one.code} est ${nom}, et non ${both[2]}`, `${one.code} is ${nom}, and not ${both[2]}`));
};

/** Codes may stand side by side with a blank between; names hold blanks, and no comma. */
export const tokensOf = (text: string): ReadonlyArray<string> => {
  const parts = text.split(/[\n\r,;|/]+/u).flatMap((part) => (part.trim().split(/\s+/u).every((word) => codeOfCell(word) !== null) ? part.trim().split(/\s+/u) : [part.trim()]));
  return parts.filter((part) => part !== "");
};

/** The communes of one cell. */
export const communesOfCell = ({ text, ...at }: Cell, geography: Geography, departement: string | null): FoundCommunes => {
  const all = tokensOf(text).map((token) => ofToken(token, { at, geography, departement }));
  return { found: all.flatMap(({ found }) => found), reasons: all.flatMap(({ reasons }) => reasons) };
};

/** The communes of a row: of its first column of communes that is filled; what stands beside it must not say otherwise. */
export const communesOfRow = (cells: ReadonlyArray<Cell>, geography: Geography, departement: string | null): FoundCommunes => {
  const filled = cells.filter(({ text }) => text !== "").toSorted((a, b) => Number(codeOfCell(a.text) === null) - Number(codeOfCell(b.text) === null));
  const [first, ...others] = filled;
  if (first === undefined) return nothing();
  const main = communesOfCell(first, geography, departement);
  const [only] = main.found;
  if (only === undefined || main.found.length !== 1) return main;
  const nom = geography.nameOn(only.code) ?? "";
  const differing = others.find(({ text }) => tokensOf(text).length === 1 && codeOfCell(text) === null && searchKey(text.replace(/\([^)]*\)$/u, "")) !== searchKey(nom));
  if (differing === undefined) return main;
  return nothing(refusal(differing, "code-and-name-differ", `${only.code} est ${nom}, et non ${differing.text}`, `${only.code} is ${nom}, and not ${differing.text}`));
};
