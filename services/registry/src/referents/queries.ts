import { Problem } from "@cpts/api/Problem";
import type { AssignmentView, PortfolioEntry, PortfolioView, ReferentFacts, ReferentOfCpts, ReferentView } from "@cpts/api/ReferentEndpoints";
import type { Resource } from "@cpts/domain/Access";
import type { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { isFollowed, type AssignmentId, type ReferentId } from "@cpts/domain/Referent";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { regionsOf } from "@cpts/service-kit/known/places";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

type View = typeof ReferentView.Encoded;
type Facts = typeof ReferentFacts.Encoded;
type Entry = typeof PortfolioEntry.Encoded;

/** An entry of a portfolio as it is kept. */
export interface AssignmentRow extends Omit<typeof AssignmentView.Encoded, "assignmentId" | "cptsId" | "validFrom" | "validTo"> {
  readonly assignmentId: AssignmentId;
  readonly cptsId: CptsId;
  readonly validFrom: PartialDate | null;
  readonly validTo: PartialDate | null;
}

const columns = `r.id, r.version, r.person_id as "personId", r.institution, r.organization_id as "organizationId", r.regions, r.departements`;
const period = `p.id as "assignmentId", p.cpts_id as "cptsId", p.valid_from as "validFrom", p.valid_to as "validTo"`;
const one = statement<[id: string], View>(`select ${columns} from referent r where r.id = $1`);
const all = statement<[after: string, limit: number], Facts>(`select r.id, r.institution, r.organization_id as "organizationId", r.regions, r.departements from referent r where r.id > $1 order by r.id limit $2`);
const entries = statement<[referentId: string], AssignmentRow>(`select ${period}, c.name as "cptsName", p.source from portfolio p join cpts c on c.id = p.cpts_id where p.referent_id = $1 order by c.name_key, p.id`);
const allEntries = statement<[after: string, limit: number], Entry & { readonly id: string }>(`select p.id, p.referent_id as "referentId", ${period} from portfolio p where p.id > $1 order by p.id limit $2`);
type OfCpts = Pick<AssignmentRow, "validFrom" | "validTo"> & { readonly referent: View };
const ofCpts = statement<[cptsId: string], OfCpts>(`select p.valid_from as "validFrom", p.valid_to as "validTo", row_to_json(f) as referent
  from portfolio p join lateral (select ${columns} from referent r where r.id = p.referent_id) f on true where p.cpts_id = $1 order by p.id`);

const notFound = new Problem({ type: "not-found", detail: { fr: "Ce référent n'est pas connu ici.", en: "This referent is not known here." } });

export const findReferent = (id: ReferentId) => Effect.flatMap(read((db) => one(db, id)), ([row]) => (row === undefined ? Effect.fail(notFound) : Effect.succeed(row)));

/** Who a referent is, those of the same places may know. */
export const resourceOf = (places: { readonly regions?: ReadonlyArray<RegionCode>; readonly departements?: ReadonlyArray<DepartementCode> }): Resource => {
  const { departements = [], regions = [] } = places;
  return { kind: "referent", visibility: "cpts", departements, regions: [...new Set([...regions, ...regionsOf(departements)])] };
};

export const referentResource = (id: ReferentId) =>
  // The codes were checked when they came in.
  Effect.map(findReferent(id), ({ departements, regions }) => resourceOf({ departements: departements as ReadonlyArray<DepartementCode>, regions: regions as ReadonlyArray<RegionCode> }));

/** Every entry of a portfolio, of whatever date. */
export const entriesOf = (id: ReferentId) => read((db) => entries(db, id));

/** What a referent follows on a day, what is not certain apart. */
export const findPortfolio = (id: ReferentId, asOf: LocalDate) =>
  Effect.gen(function* () {
    const { version } = yield* findReferent(id);
    const rows = yield* entriesOf(id);
    const those = (verdict: string) => rows.filter((row) => isFollowed(row, asOf) === verdict);
    const body: typeof PortfolioView.Encoded = { referentId: id, asOf, items: those("yes"), perhaps: those("unknown") };
    return { body, version, variant: asOf };
  });

/** The referents of a CPTS on a day. */
export const referentsOf = (cptsId: CptsId, asOf: LocalDate) =>
  Effect.map(read((db) => ofCpts(db, cptsId)), (rows) => ({
    items: rows.flatMap(({ referent, validFrom, validTo }): ReadonlyArray<typeof ReferentOfCpts.Encoded> => {
      const certainty = isFollowed({ validFrom, validTo }, asOf);
      return certainty === "no" ? [] : [{ referent, certainty, validFrom, validTo }];
    }),
  }));

/** The referents, without saying who they are. */
export const listReferents = pagesById("referents", (after, limit) => read((db) => all(db, after, limit)), Effect.succeed);

/** All portfolios. */
export const listAllEntries = pagesById(
  "portfolios",
  (after, limit) => read((db) => allEntries(db, after, limit)),
  (rows) => Effect.succeed(rows.map(({ assignmentId, cptsId, referentId, validFrom, validTo }): Entry => ({ referentId, assignmentId, cptsId, validFrom, validTo }))),
);
