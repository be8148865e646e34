import { Problem } from "@cpts/api/Problem";
import type { Rows } from "@cpts/documents/spreadsheets/limits";
import { containsNir } from "@cpts/domain/FreeText";

/**
 * The refusal of a table that holds a social-security number anywhere: what is not mapped would be stored too. Null where there is none.
 * `isHarmless` says what a cell may hold although it looks like one.
 */
export const nirIn = (rows: Rows, isHarmless: (cell: string) => boolean = () => false): Problem | null => {
  for (const [index, row] of rows.entries()) {
    const column = row.findIndex((cell) => containsNir(cell) && !isHarmless(cell));
    if (column === -1) continue;
    const [fr, en] = [`ligne ${index + 1}, colonne ${column + 1} : un numéro de sécurité sociale ; aucune donnée de patient ici`, `row ${index + 1}, column ${column + 1}: a social-security number; no patient data here`];
    return new Problem({ type: "invalid-request", faults: [{ in: "body", path: [], code: "free-text.social-security-number", message: { fr, en } }] });
  }
  return null;
};
