import type { Generated } from "kysely";

/** What is known here of the directory: ids and dates, no name. */
export interface MemberTables {
  /** Who was erased stays as a mark, under the pseudonym alone: nothing told of them later comes back. */
  readonly known_professional: { id: string; profession: string | null; erased: Generated<boolean> };
  readonly known_membership: {
    id: string;
    cpts_id: string;
    professional_id: string | null;
    organization_id: string | null;
    valid_from: string | null;
    /** The day from which it is over, as far as it is known. */
    valid_to: string | null;
  };
  readonly known_organization: { id: string };
}
