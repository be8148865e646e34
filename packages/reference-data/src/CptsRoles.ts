/**
 * The offices and functions held in a CPTS: our own open list, no national one existing. Several people may hold one
 * office, so co-holders have codes of their own only where statutes name them so.
 *
 * @example
 * ```ts
 * import { cptsRoles, labelOf } from "@cpts/reference-data";
 *
 * labelOf(cptsRoles, "CO_TRESORIER"); // => "Co-trésorier, co-trésorière"
 * ```
 */
import type { CodeList } from "./CodeList.ts";
import { own, ownLicence } from "./internal/code-entries.ts";

/** Roles, the bureau first. */
export const cptsRoles: CodeList = {
  id: "cpts-role",
  name: "Fonctions dans une CPTS",
  oid: null,
  url: null,
  version: null,
  status: "ours",
  source: "no national list; the offices met in the documents of CPTS",
  licence: ownLicence,
  entries: [
    own("PRESIDENT", "Président, présidente", "President"),
    own("CO_PRESIDENT", "Co-président, co-présidente", "Co-president"),
    own("VICE_PRESIDENT", "Vice-président, vice-présidente", "Vice-president"),
    own("SECRETAIRE", "Secrétaire", "Secretary"),
    own("TRESORIER", "Trésorier, trésorière", "Treasurer"),
    own("CO_TRESORIER", "Co-trésorier, co-trésorière", "Co-treasurer"),
    own("ADMINISTRATEUR", "Administrateur, administratrice", "Board member"),
    own("COORDINATEUR", "Coordinateur, coordinatrice", "Coordinator"),
    own("REFERENT_MISSION", "Référent, référente de mission", "Mission lead"),
    own("MEMBRE", "Membre", "Member"),
  ],
};
