/** The official labels of codes, as people read them. A code this version does not know is shown as it is: additions break no page. */
import { bodyKinds } from "@cpts/domain/GovernanceBody";
import { contractKinds } from "@cpts/domain/Contract";
import { qualifierLabels } from "@cpts/domain/DeclaredFact";
import { describe } from "@cpts/domain/FactProperty";
import { sizeClasses } from "@cpts/domain/SizeClass";
import { provenanceLabels } from "@cpts/domain/Source";
import { cptsStatuses } from "@cpts/domain/CptsStatus";
import { labelOf } from "@cpts/reference-data/CodeList";
import { cptsRoles } from "@cpts/reference-data/CptsRoles";
import { departementByCode } from "@cpts/reference-data/Departement";
import { legalForms } from "@cpts/reference-data/LegalForms";
import { missions } from "@cpts/reference-data/Missions";
import { professions } from "@cpts/reference-data/Professions";
import { capital, date, euros, lastDay, number } from "./french.ts";

export const unknown = "inconnu";
export const numberOr = (value: number | null): string => (value === null ? unknown : number(value));
export const eurosOr = (cents: number | null): string => (cents === null ? unknown : euros(cents));

export const period = (from: string | null, to: string | null): string => `${from === null ? "depuis une date inconnue" : `depuis : ${date(from)}`}${to === null ? "" : `, jusqu'à : ${lastDay(to)}`}`;

type Labels = ReadonlyArray<{ readonly code: string; readonly fr: string }>;

const known = (rows: Labels, code: string): string | undefined => rows.find((row) => row.code === code)?.fr;
const labelled = (rows: Labels, code: string): string => known(rows, code) ?? code;
const titled = (rows: Labels, code: string): string => {
  const label = known(rows, code);
  return label === undefined ? code : capital(label);
};

/** Within a sentence: "active", "taille 2". */
export const statusLabel = (code: string): string => labelled(cptsStatuses, code);
export const sizeLabel = (code: string): string => labelled(sizeClasses, code);

/** As a title: "Conseil d'administration". */
export const bodyLabel = (code: string): string => titled(bodyKinds, code);
export const contractLabel = (code: string): string => titled(contractKinds, code);
export const propertyLabel = (code: string): string => capital(describe(code)?.fr ?? code);

export const legalFormLabel = (code: string): string => labelOf(legalForms, code) ?? code;
export const missionLabel = (code: string): string => labelOf(missions, code) ?? code;
export const professionLabel = (code: string | null): string => (code === null ? "Toutes professions" : (labelOf(professions, code) ?? code));
export const roleLabel = (code: string): string => labelOf(cptsRoles, code) ?? code;
export const departementLabel = (code: string): string => `${departementByCode(code)?.nom ?? "département"} (${code})`;

const trust = [...provenanceLabels, { code: "provisional", fr: "provisoire, à vérifier" }, { code: "verified", fr: "vérifié" }, { code: "overridden", fr: "remplacé par l'opérateur" }];

/** How a statement was obtained, or how far a source may be trusted. */
export const trustLabel = (code: string): string => labelled(trust, code);

/** "environ 200": what a document says, with its qualifier. */
export const qualified = (words: string, qualifier: string = "exactly"): string => `${labelled(qualifierLabels, qualifier)} ${words}`.trim();

/** A document as it is answered. */
export interface Document {
  readonly document: string;
  readonly locator?: string | undefined;
  readonly url?: string | undefined;
}

/** "« Article sur la naissance », 2e paragraphe (déclaré)": a document as a note. */
export const sourceText = ({ document, locator, url }: Document, status?: string): string => `${[document, locator, url].filter((part) => part !== undefined).join(", ")}${status === undefined ? "" : ` (${trustLabel(status)})`}.`;
