import type { MissionMention, MissionStatementView } from "@cpts/api/MissionViews";
import type { CptsId, ExternalId } from "@cpts/domain/Cpts";
import type { LocalMission } from "@cpts/domain/Mission";
import type { Provenance } from "@cpts/domain/Source";
import { idsOf, withExternalIds } from "@cpts/service-kit/database/external-ids";
import { statement } from "@cpts/service-kit/database/statement";
import { pageCursor, StorableId, StorableText } from "@cpts/service-kit/http/page-cursor";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect, Schema } from "effect";
import { cptsExists, cptsNotFound } from "../cpts/queries.ts";
import { read } from "../database/tables.ts";
import { officialLabels } from "./official.ts";

type EncodedStatement = typeof MissionStatementView.Encoded;
type EncodedMention = typeof MissionMention.Encoded;
type EncodedMission = typeof LocalMission.Encoded;

/** The kind under which external ids of statements are kept. */
export const statementKind = "mission-statement";

interface StatementRow {
  readonly id: string;
  readonly cpts_id: string;
  readonly stated_on: string | null;
  readonly missions: ReadonlyArray<EncodedMission>;
  readonly provenance: typeof Provenance.Encoded;
}

/** A statement as it is shown, with the official labels of today. */
export const statementOf = (row: StatementRow, externalIds: ReadonlyArray<ExternalId>): EncodedStatement => ({
  id: row.id,
  cptsId: row.cpts_id,
  missions: row.missions.map((mission) => ({ ...mission, officialLabels: officialLabels(mission.codes) })),
  on: row.stated_on,
  provenance: row.provenance,
  externalIds,
});

const statementsOf = statement<[cptsId: string], StatementRow>("select id, cpts_id, stated_on, missions, provenance from mission_statement where cpts_id = $1 order by number");

/** The missions of a CPTS, document by document, in the order of their recording. */
export const listStatements = (cptsId: CptsId, identifier: string | undefined) =>
  Effect.gen(function* () {
    const rows = yield* read(async (db) => ((await cptsExists(db, cptsId)) ? statementsOf(db, cptsId) : null));
    if (rows === null) return yield* cptsNotFound;
    const wanted = yield* idsOf(statementKind, identifier);
    const shown = rows.filter(({ id }) => wanted === null || wanted.includes(id));
    return { items: yield* withExternalIds(statementKind, shown, statementOf) };
  });

const allStatements = statement<[after: string, limit: number], StatementRow>("select id, cpts_id, stated_on, missions, provenance from mission_statement where id > $1 order by id limit $2");

/** The missions of every CPTS, document by document. */
export const listAllStatements = pagesById(
  "mission-statements",
  (after, limit) => read((db) => allStatements(db, after, limit)),
  (rows) => withExternalIds(statementKind, rows, statementOf),
);

interface MentionRow {
  readonly cpts_id: string;
  readonly name: string;
  readonly name_key: string;
  readonly statement_id: string;
  readonly number: number;
  readonly mission: EncodedMission;
  readonly stated_on: string | null;
  readonly provenance: typeof Provenance.Encoded;
}

const mentionColumns = `m.cpts_id, c.name, c.name_key, m.statement_id, m.number, s.missions->m.number as mission, s.stated_on, s.provenance
  from mission_mention m join cpts c on c.id = m.cpts_id join mission_statement s on s.id = m.statement_id`;
const order = "order by c.name_key, m.cpts_id, m.statement_id, m.number";

const firstMentions = statement<[code: string, limit: number], MentionRow>(`select ${mentionColumns} where m.code = $1 ${order} limit $2`);
const nextMentions = statement<[code: string, limit: number, nameKey: string, cptsId: string, statementId: string, number: number], MentionRow>(
  `select ${mentionColumns} where m.code = $1 and (c.name_key, m.cpts_id, m.statement_id, m.number) > ($3, $4::uuid, $5::uuid, $6::integer) ${order} limit $2`,
);

const placeInList = pageCursor("mission-mentions", Schema.Tuple([StorableText, StorableId, StorableId, Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 50 })))]));

const mentionOf = (row: MentionRow): EncodedMention => ({
  cptsId: row.cpts_id,
  cptsName: row.name,
  statementId: row.statement_id,
  label: row.mission.label,
  codes: row.mission.codes,
  on: row.stated_on,
  provenance: row.provenance,
});

/** The CPTS that mention an official mission, by name, each mention in its own words. */
export const listMentions = ({ code, cursor, limit }: { readonly code: string; readonly cursor?: string; readonly limit: number }) =>
  Effect.gen(function* () {
    const place = yield* placeInList.read(cursor);
    const rows = yield* read((db) => (place === null ? firstMentions(db, code, limit + 1) : nextMentions(db, code, limit + 1, ...place)));
    const { items, nextCursor } = placeInList.pageOf(rows, limit, (row) => [row.name_key, row.cpts_id, row.statement_id, row.number]);
    return { items: items.map(mentionOf), nextCursor };
  });
