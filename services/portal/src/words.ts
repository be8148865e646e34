import { cptsStatuses } from "@cpts/domain/CptsStatus";
import { addDays, LocalDate } from "@cpts/domain/LocalDate";
import { formatFr, isPartialDate, precision } from "@cpts/domain/PartialDate";
import { sizeClasses } from "@cpts/domain/SizeClass";
import { provenanceLabels } from "@cpts/domain/Source";
import { Schema } from "effect";

const isLocalDate = Schema.is(LocalDate);

const numbers = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });

/** 54 037, with the narrow space of French numbers. */
export const number = (value: number): string => numbers.format(value);

/** "1 commune", "30 communes": French is plural from two on. */
export const count = (value: number, one: string, many = `${one}s`): string => `${number(value)} ${Math.abs(value) < 2 ? one : many}`;

/** A date as far as it is known; anything else as it came. */
export const date = (text: string): string => (isPartialDate(text) ? formatFr(text) : text);

/** French says "le 30 novembre 2017", but "en 2019" and "en novembre 2017". */
const namesDay = (text: string): boolean => !isPartialDate(text) || precision(text) === "day" || precision(text) === "month-day";

export const onDate = (text: string): string => `${namesDay(text) ? "le" : "en"} ${date(text)}`;
export const sinceDate = (text: string): string => `depuis ${namesDay(text) ? "le " : ""}${date(text)}`;

/** Periods end on the day after their last: where the day is known, the last one is said. */
export const untilDate = (text: string): string => (isLocalDate(text) ? `jusqu'au ${date(addDays(text, -1))}` : `jusqu'${namesDay(text) ? "au" : "en"} ${date(text)}`);

/** A code this version does not know is shown as it is: additions break no page. */
const label = (rows: ReadonlyArray<{ readonly code: string; readonly fr: string }>, code: string): string => rows.find((row) => row.code === code)?.fr ?? code;

export const statusLabel = (code: string): string => label(cptsStatuses, code);
export const sizeLabel = (code: string): string => label(sizeClasses, code);

const trust = [...provenanceLabels, { code: "provisional", fr: "provisoire, à vérifier" }, { code: "verified", fr: "vérifié" }];

/** How a statement was obtained, or how far a source may be trusted. */
export const trustLabel = (code: string): string => label(trust, code);

const serviceNames: ReadonlyMap<string, { readonly name: string; readonly object: string; readonly does: string }> = new Map([
  ["registry", { name: "Registre", object: "le registre", does: "les CPTS, leurs territoires, les communes" }],
  ["directory", { name: "Annuaire", object: "l'annuaire", does: "les professionnels, les organisations, les adhésions" }],
  ["contracts", { name: "Contrats", object: "les contrats", does: "les contrats, leurs missions, leurs fiches actions" }],
  ["prevention", { name: "Prévention", object: "la prévention", does: "les actions de prévention et leur calendrier" }],
]);

/** A service by its French name. */
export const serviceName = (code: string): string => serviceNames.get(code)?.name ?? code;
export const serviceDoes = (code: string): string => serviceNames.get(code)?.does ?? "";
/** The same within a sentence: "suit le registre". */
export const serviceAsObject = (code: string): string => serviceNames.get(code)?.object ?? code;
