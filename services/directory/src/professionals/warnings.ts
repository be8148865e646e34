import type { ProfessionalView } from "@cpts/api/DirectoryViews";
import { luhnWarning, type Rpps } from "@cpts/domain/Rpps";

/** What is odd in an RPPS number and was accepted all the same. */
export const warningsOf = (rpps: string | null): (typeof ProfessionalView.Encoded)["warnings"] => {
  const warning = rpps === null ? null : luhnWarning(rpps as Rpps);
  return warning === null ? [] : [warning];
};
