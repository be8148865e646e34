import type { OfficeStatementView } from "@cpts/api/GovernanceViews";
import { withExternalIds } from "@cpts/service-kit/database/external-ids";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { read } from "../database/tables.ts";

type Office = typeof OfficeStatementView.Encoded;
type OfficeRow = Omit<Office, "holders" | "externalIds"> & { readonly holderIds: ReadonlyArray<string> };

const officeRows = statement<[after: string, limit: number], OfficeRow>(`
  select s.id, s.cpts_id as "cptsId", s.office, s.label, s.missions, s.valid_from as "validFrom", s.valid_to as "validTo", s.provenance,
    array(select h.professional_id::text from office_holder h where h.statement_id = s.id order by h.number) as "holderIds"
  from office_statement s where s.id > $1 and not s.withdrawn order by s.id limit $2`);

/** What documents say of the offices of every CPTS, as they were declared: for who may see everyone. */
export const listOffices = pagesById(
  "offices",
  (after, limit) => read((db) => officeRows(db, after, limit)),
  (rows) => withExternalIds("office", rows, ({ holderIds, ...row }, externalIds): Office => ({ ...row, holders: holderIds.map((professionalId) => ({ professionalId })), externalIds })),
);
