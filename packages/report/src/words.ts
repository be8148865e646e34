/** French for codes, numbers and dates, as people read them in a report. */
import { bodyKinds } from "@cpts/domain/GovernanceBody";
import { contractKinds } from "@cpts/domain/Contract";
import { qualifierLabels } from "@cpts/domain/DeclaredFact";
import { describe } from "@cpts/domain/FactProperty";
import { addDays, LocalDate } from "@cpts/domain/LocalDate";
import { formatFr, isPartialDate } from "@cpts/domain/PartialDate";
import { sizeClasses } from "@cpts/domain/SizeClass";
import { cptsStatuses } from "@cpts/domain/CptsStatus";
import { labelOf } from "@cpts/reference-data/CodeList";
import { cptsRoles } from "@cpts/reference-data/CptsRoles";
import { departementByCode } from "@cpts/reference-data/Departement";
import { legalForms } from "@cpts/reference-data/LegalForms";
import { missions } from "@cpts/reference-data/Missions";
import { professions } from "@cpts/reference-data/Professions";
import { Schema } from "effect";
import { trustWords } from "./writing.ts";

const isLocalDate = Schema.is(LocalDate);
const decimals = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });
const money = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
const shares = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 1 });

export const number = (value: number): string => decimals.format(value);
export const euros = (cents: number): string => money.format(cents / 100);
export const percent = (share: number): string => shares.format(share);
export const count = (value: number, one: string, many = `${one}s`): string => `${number(value)} ${Math.abs(value) < 2 ? one : many}`;
export const unknown = "inconnu";
export const numberOr = (value: number | null): string => (value === null ? unknown : number(value));
export const eurosOr = (cents: number | null): string => (cents === null ? unknown : euros(cents));

export const date = (text: string | null): string => (text === null ? "date inconnue" : isPartialDate(text) ? formatFr(text) : text);
/** Periods end on the day after their last. */
export const lastDay = (text: string): string => date(isLocalDate(text) ? addDays(text, -1) : text);
export const period = (from: string | null, to: string | null): string => `${from === null ? "depuis une date inconnue" : `depuis : ${date(from)}`}${to === null ? "" : `, jusqu'à : ${lastDay(to)}`}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const labelled = (rows: ReadonlyArray<{ readonly code: string; readonly fr: string }>, code: string): string => capital(rows.find((row) => row.code === code)?.fr ?? code);

export const statusLabel = (code: string): string => labelled(cptsStatuses, code);
export const sizeLabel = (code: string | null): string => (code === null ? unknown : labelled(sizeClasses, code));
export const bodyLabel = (code: string): string => labelled(bodyKinds, code);
export const contractLabel = (code: string): string => labelled(contractKinds, code);
export const legalFormLabel = (code: string): string => labelOf(legalForms, code) ?? code;
export const missionLabel = (code: string): string => labelOf(missions, code) ?? code;
export const professionLabel = (code: string | null): string => (code === null ? "Toutes professions" : (labelOf(professions, code) ?? code));
export const roleLabel = (code: string): string => labelOf(cptsRoles, code) ?? code;
export const departementLabel = (code: string): string => `${departementByCode(code)?.nom ?? "département"} (${code})`;
export const propertyLabel = (code: string): string => capital(describe(code)?.fr ?? code);
export const qualified = (words: string, qualifier: string | undefined): string => `${qualifierLabels.find(({ code }) => code === (qualifier ?? "exactly"))?.fr ?? qualifier ?? ""} ${words}`.trim();

/** A document as it is answered. */
export interface Document {
  readonly document: string;
  readonly locator?: string | undefined;
  readonly url?: string | undefined;
}

/** "« Article sur la naissance », 2e paragraphe (déclaré)": a document as a note. */
export const sourceText = ({ document, locator, url }: Document, status?: string): string => `${[document, locator, url].filter((part) => part !== undefined).join(", ")}${status === undefined ? "" : ` (${trustWords(status)})`}.`;
