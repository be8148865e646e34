/** What is known here of the directory: ids and dates, no name. */
export interface MemberTables {
  readonly known_professional: { id: string; profession: string | null };
  readonly known_membership: {
    id: string;
    cpts_id: string;
    professional_id: string | null;
    organization_id: string | null;
    valid_from: string | null;
    /** The day from which it is over, as far as it is known. */
    valid_to: string | null;
  };
}
