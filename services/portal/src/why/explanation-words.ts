import { count, date, number } from "@cpts/report/french";
import { roleLabel } from "@cpts/report/words";
import { declaredNumber } from "../document-words.ts";
import { logPosition } from "../log-position.ts";
import { serviceName } from "../words.ts";

const dots = /^(\d+|-)\.\.(\d+|-)$/u;
const brackets = /^[[\]](\d+|-), (\d+|-)[[\]]$/u;

const range = (from: string, to: string): string => {
  if (from === "-") return `moins de ${number(Number(to))}`;
  return to === "-" ? `plus de ${number(Number(from))}` : `de ${number(Number(from))} à ${number(Number(to))}`;
};

/** A value as people write it: numbers, dates and brackets; "-" is what nobody knows. */
export const valueWords = (value: string): string => {
  const [, from, to] = dots.exec(value) ?? brackets.exec(value) ?? [];
  if (from !== undefined && to !== undefined) return range(from, to);
  if (value === "-") return "inconnu";
  return /^\d{1,15}$/u.test(value) ? number(Number(value)) : date(value);
};

const declared = /^(?<qualifier>[a-z]+(?:-[a-z]+)?) (?<value>\d{1,15})$/u;

/** "more-than 8", as the services write a declared number, or any other value. */
export const declaredWords = (value: string): string => {
  const { qualifier, value: digits } = declared.exec(value)?.groups ?? {};
  return digits === undefined ? valueWords(value) : declaredNumber({ value: Number(digits), qualifier });
};

/** Codes of offices, one or several. */
export const offices = (codes: string): string =>
  codes
    .split(" ")
    .map((code) => roleLabel(code).toLowerCase())
    .join(" ; ");

const isOffice = (word: string): boolean => roleLabel(word) !== word;

/** The rule as the service says it, with its dates and its codes of offices as people say them. */
export const ruleWords = (rule: string): string =>
  rule
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/gu, (day) => date(day))
    .replaceAll(/\b[A-Z_]{6,}(?: [A-Z_]{6,})*\b/gu, (codes) => (codes.split(" ").every(isOffice) ? offices(codes) : codes));

/** Sources that the services name in English. */
const sources: ReadonlyMap<string, string> = new Map([
  ["Frozen at signature, changed by an amendment (avenant); the text of the agreement was not read", "Figé à la signature, modifié par avenant ; le texte de l'accord n'a pas été lu"],
  ["No tacit renewal; the clause of the agreement was not read", "Pas de renouvellement tacite ; la clause de l'accord n'a pas été lue"],
  ["-", "aucun document nommé"],
]);

/** A document, or how far a log was read. */
export const sourceWords = (name: string): string => {
  const place = logPosition(name);
  if (place !== null) return `Journal du service ${serviceName(place.source)}, ${count(place.position, "événement lu", "événements lus")}`;
  if (name.startsWith("/cpts/registry ")) return "Territoire tenu par le registre";
  return sources.get(name) ?? name.replace(/^communes (\d{4})$/u, "Populations des communes (INSEE), édition $1");
};
