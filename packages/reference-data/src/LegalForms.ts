/**
 * The legal forms under which a CPTS is run: our own open list, since no national one exists.
 *
 * @example
 * ```ts
 * import { defaultLegalForm, entryOf, legalForms } from "@cpts/reference-data";
 *
 * defaultLegalForm; // => "association-1901"
 * entryOf(legalForms, "association-local-law")?.departements; // => ["57", "67", "68"]
 * ```
 */
import type { CodeEntry, CodeList } from "./CodeList.ts";
import type { DepartementCode } from "./Commune.ts";
import { own, ownLicence } from "./internal/code-entries.ts";

/** A legal form, with what it implies for identifiers. */
export interface LegalForm extends CodeEntry {
  /** Whether the form is entered in the Repertoire national des associations; null when it depends. */
  readonly hasRna: boolean | null;
  /** The only departements where the form exists; null for the whole country. */
  readonly departements: readonly DepartementCode[] | null;
  readonly source: string;
  /** `verified`: read in the source; `recalled`: cited from memory, to be checked before anything depends on it. */
  readonly sourceStatus: "verified" | "recalled";
}

const recalled = (entry: CodeEntry, hasRna: boolean | null, departements: readonly DepartementCode[] | null, source: string): LegalForm => ({
  ...entry,
  hasRna,
  departements,
  source,
  sourceStatus: "recalled",
});

/** The form to propose first: any other is allowed with a warning, the sources disagreeing on whether it is imposed. */
export const defaultLegalForm = "association-1901";

/** Legal forms. */
export const legalForms: CodeList<LegalForm> = {
  id: "cpts-legal-form",
  name: "Forme juridique d'une CPTS",
  oid: null,
  url: null,
  version: null,
  status: "ours",
  source: "no national list; sources disagree on whether the association is mandatory since ordonnance 2021-584 of 12 May 2021",
  licence: ownLicence,
  entries: [
    recalled(
      own("association-1901", "Association loi 1901", "Association under the act of 1901"),
      true,
      null,
      "loi du 1er juillet 1901; the usual form, mandatory since 2021 for some authors",
    ),
    recalled(
      own("association-local-law", "Association de droit local (Alsace-Moselle)", "Association under local law (Alsace-Moselle)"),
      false,
      ["57", "67", "68"],
      "Code civil local, articles 21 to 79; registered at the court, no RNA number",
    ),
    recalled(
      own("gcs", "Groupement de coopération sanitaire", "Health cooperation group"),
      false,
      null,
      "hosts of the early years; Code de la santé publique, L. 6133-1",
    ),
    recalled(
      own("sisa", "Société interprofessionnelle de soins ambulatoires", "Interprofessional ambulatory care company"),
      false,
      null,
      "hosts of the early years; Code de la santé publique, L. 4041-1",
    ),
    recalled(
      own("gcsms", "Groupement de coopération sociale et médico-sociale", "Social and medico-social cooperation group"),
      false,
      null,
      "Code de l'action sociale et des familles, L. 312-7",
    ),
    recalled(own("gie", "Groupement d'intérêt économique", "Economic interest group"), false, null, "Code de commerce, L. 251-1"),
  ],
};
