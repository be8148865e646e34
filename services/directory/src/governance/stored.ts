import type { OfficeStatementView, BodyView } from "@cpts/api/GovernanceViews";
import type { OfficeStatement } from "@cpts/domain/Governance";
import { isHeldOn, saidBy } from "@cpts/domain/Governance";
import { officesOf, type DeclaredBody, type KnownMembers } from "@cpts/domain/GovernanceBody";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { statement } from "@cpts/service-kit/database/statement";

type Provenance = (typeof OfficeStatementView.Encoded)["provenance"];

/** A statement as it is kept, with what the rules need of it. */
export interface StoredStatement extends OfficeStatement {
  readonly id: string;
  readonly label: string | null;
  readonly missions: ReadonlyArray<string>;
  readonly provenance: Provenance;
}

/** A body as it is kept. */
export interface StoredBody {
  readonly id: string;
  readonly kind: string;
  readonly declaredSize: (typeof BodyView.Encoded)["declaredSize"];
  readonly declaredProfessionCount: (typeof BodyView.Encoded)["declaredProfessionCount"];
  readonly composition: string | null;
  readonly name: string | null;
  readonly purpose: string | null;
  readonly missions: ReadonlyArray<string>;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly provenance: (typeof BodyView.Encoded)["provenance"];
}

interface StatementRow {
  readonly id: string;
  readonly office: string;
  readonly label: string | null;
  readonly missions: ReadonlyArray<string>;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly recorded_on: string;
  readonly provenance: Provenance;
  readonly holders: ReadonlyArray<string>;
}

export const statementRows = statement<[cptsId: string], StatementRow>(`
  select s.id, s.office, s.label, s.missions, s.valid_from, s.valid_to, s.recorded_on, s.provenance,
    array(select h.professional_id::text from office_holder h where h.statement_id = s.id order by h.number) as holders
  from office_statement s where s.cpts_id = $1 and not s.withdrawn order by s.id`);

export const bodyRows = statement<[cptsId: string], StoredBody>(`
  select id, kind, declared_size as "declaredSize", declared_profession_count as "declaredProfessionCount", composition, name, purpose, missions, valid_from as "validFrom", valid_to as "validTo", provenance
  from governance_body where cpts_id = $1 and not withdrawn order by id`);

/** A row as the rules take it: the write path stored dates that its schema accepts. */
export const statementOf = (row: StatementRow): StoredStatement => ({
  id: row.id,
  office: row.office,
  label: row.label,
  missions: row.missions,
  holders: row.holders,
  validFrom: row.valid_from as PartialDate | null,
  validTo: row.valid_to as PartialDate | null,
  saidBy: saidBy(row.provenance.source.published as PartialDate | undefined, row.recorded_on as LocalDate),
  provenance: row.provenance,
});

/** What is declared of a body, as the rules take it. */
export const declaredOf = ({ declaredProfessionCount, declaredSize }: StoredBody): DeclaredBody => ({
  size: declaredSize ?? undefined,
  professions: declaredProfessionCount ?? undefined,
});

/** The statements about the offices of a kind of body that hold on a day, as long as no document ends them. */
export const seatsOn = (kind: string, statements: ReadonlyArray<StoredStatement>, day: LocalDate | null): ReadonlyArray<StoredStatement> => {
  const offices = officesOf(kind);
  return day === null ? [] : statements.filter((one) => offices.includes(one.office) && isHeldOn(one, day) === "yes");
};

/** Who is known to sit in a body by these statements. */
export const knownMembers = (seats: ReadonlyArray<StoredStatement>, professionOf: (professionalId: string) => string | null): KnownMembers => {
  const members = [...new Set(seats.flatMap(({ holders }) => holders))];
  const professions = members.map(professionOf);
  return {
    members: members.length,
    professions: new Set(professions.filter((profession) => profession !== null)).size,
    withoutProfession: professions.filter((profession) => profession === null).length,
  };
};
