import { isPartialDate, precision } from "@cpts/domain/PartialDate";
import { date, lastDay } from "@cpts/report/french";

/** French says "le 30 novembre 2017", but "en 2019" and "en novembre 2017". */
const namesDay = (text: string): boolean => !isPartialDate(text) || precision(text) === "day" || precision(text) === "month-day";

export const onDate = (text: string): string => `${namesDay(text) ? "le" : "en"} ${date(text)}`;
export const sinceDate = (text: string): string => `depuis ${namesDay(text) ? "le " : ""}${date(text)}`;

export const untilDate = (text: string): string => `jusqu'${namesDay(text) ? "au" : "en"} ${lastDay(text)}`;

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
