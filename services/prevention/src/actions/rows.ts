import type { ActionView } from "@cpts/api/PreventionViews";
import type { ExternalId } from "@cpts/domain/Cpts";
import { earliest, latest } from "@cpts/domain/PartialDate";
import { PreventionAction } from "@cpts/domain/PreventionAction";
import type { Communes } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { Schema, SchemaParser } from "effect";
import { sql, type Insertable, type Selectable } from "kysely";
import type { PreventionTables } from "../database/tables.ts";

type Encoded = typeof PreventionAction.Encoded;
type Commune = Omit<Encoded["communes"][number], "outside"> & { readonly outside: boolean };

/** An action with its communes, as a query gives it. */
export type ActionRow = Selectable<PreventionTables["action"]> & { readonly communes: ReadonlyArray<Commune> };

/** The communes of the action that a query calls `a`, in their order. */
const communesText = "(select json_agg(json_build_object('code', c.commune, 'parts', c.parts, 'outside', c.outside) order by c.number) from action_commune c where c.action_id = a.id)";

/** The same, for a query that is built. */
export const communesOfAction = sql.raw<ReadonlyArray<Commune>>(communesText).as("communes");

export const actionById = statement<[id: string], ActionRow>(`select a.*, ${communesText} as communes from action a where a.id = $1`);

const encode = Schema.encodeSync(PreventionAction);
const decode = SchemaParser.decodeUnknownSync(PreventionAction);

const encodedOf = (row: ActionRow): Encoded => ({
  id: row.id,
  cptsId: row.cpts_id,
  contractId: row.contract_id,
  actionSheetId: row.action_sheet_id,
  unusual: row.unusual,
  state: row.state,
  mission: row.mission,
  title: row.title,
  objective: row.objective,
  audience: row.audience,
  period: row.period,
  communes: row.communes.map(({ code, outside, parts }) => ({ code, parts, ...(outside ? { outside } : {}) })),
  place: row.place,
  expectedPeople: row.expected_people,
  // The write path stored nothing that its schema refuses.
  provenance: row.provenance as Encoded["provenance"],
  publishedOn: row.published_on,
  version: row.version,
});

/** The action that a row holds. */
export const actionOfRow = (row: ActionRow): PreventionAction => decode(encodedOf(row));

/** The columns of an action. */
export const columnsOf = (action: PreventionAction): Insertable<PreventionTables["action"]> => {
  const { actionSheetId, communes: _, contractId, cptsId, expectedPeople, period, provenance, publishedOn, ...same } = encode(action);
  const { from = null, to = null } = action.period ?? {};
  return {
    ...same,
    cpts_id: cptsId,
    contract_id: contractId,
    action_sheet_id: actionSheetId,
    period: period === null ? null : JSON.stringify(period),
    from_earliest: (from === null ? null : earliest(from)) ?? "-infinity",
    to_latest: (to === null ? null : latest(to)) ?? "infinity",
    expected_people: expectedPeople,
    provenance: JSON.stringify(provenance),
    published_on: publishedOn,
  };
};

/** An action as it travels, with the names of its communes. */
export const viewOfRow = (row: ActionRow, externalIds: ReadonlyArray<ExternalId>, communes: Communes): typeof ActionView.Encoded => ({
  ...encodedOf(row),
  communes: row.communes.map(({ code, outside, parts }) => ({ code, nom: communes.territorial(code)?.nom ?? code, ...(parts.length === 0 ? {} : { parts }), ...(outside ? { outside } : {}) })),
  externalIds,
});
