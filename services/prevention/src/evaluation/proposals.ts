import { prevention } from "@cpts/api/Prevention";
import type { CptsId } from "@cpts/domain/Cpts";
import { IndicatorProposal, type ProposalId } from "@cpts/domain/IndicatorProposal";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { observationsOf } from "@cpts/domain/PreventionEvaluation";
import { statement } from "@cpts/service-kit/database/statement";
import { record } from "@cpts/service-kit/events/log/record";
import { pageCursor } from "@cpts/service-kit/http/page-cursor";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import { read, write } from "../database/tables.ts";
import { missionObservations } from "../observations/observations.ts";
import { countsOf } from "./queries.ts";

interface Row {
  readonly number: number;
  readonly content: typeof IndicatorProposal.Encoded;
}

const most = 2_147_483_647;
const before = statement<[cptsId: string, before: number, limit: number], Row>("select number, content from indicator_proposal where cpts_id = $1 and number < $2 order by number desc limit $3");
// Two proposals of one CPTS wait for each other: the first is seen by the second.
const turn = statement<[cptsId: string], never>("select pg_advisory_xact_lock(hashtextextended('indicator_proposal ' || $1, 0))");

const encode = Schema.encodeSync(IndicatorProposal);
const decode = Schema.decodeUnknownSync(IndicatorProposal);

const saidOf = ({ denominator, from, indicator, numerator, to, value }: IndicatorProposal): string => JSON.stringify([indicator, from, to, numerator, denominator, value]);

/** Proposes to the contract what the actions of a CPTS came to. A value that was proposed last for its period is not proposed again. */
export const propose = (cptsId: CptsId, from: LocalDate, to: LocalDate) =>
  Effect.gen(function* () {
    yield* write((db) => turn(db, cptsId));
    const { actions, sessions } = yield* countsOf(cptsId, from, to);
    const known = yield* write((db) => before(db, cptsId, most, 1_000));
    const items: Array<IndicatorProposal> = [];
    let number = known[0]?.number ?? 0;
    const observations = [...observationsOf({ planned: actions.planned, done: actions.done, reached: sessions.reached }), ...(yield* missionObservations(cptsId, from, to))];
    for (const observation of observations) {
      const last = known.map(({ content }) => decode(content)).find((one) => one.indicator === observation.indicator && one.from === from && one.to === to);
      // The platform's ids are UUIDs.
      const proposal: IndicatorProposal = { proposalId: (yield* (yield* Ids).next) as ProposalId, cptsId, from, to, ...observation, computedOn: yield* today };
      if (last !== undefined && saidOf(last) === saidOf(proposal)) {
        items.push(last);
        continue;
      }
      items.push(proposal);
      number += 1;
      const row = { id: proposal.proposalId, cpts_id: cptsId, number, content: JSON.stringify(encode(proposal)) };
      yield* write((db) => db.insertInto("indicator_proposal").values(row).execute());
      yield* record(prevention.events.indicatorProposed, { aggregateId: proposal.proposalId, aggregateVersion: 1, data: proposal });
    }
    return { items: items.map((one) => encode(one)) };
  });

const pages = pageCursor("proposals", Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: most }))));

/** What was proposed, the newest first. */
export const listProposals = (cptsId: CptsId, { cursor, limit = 50 }: { readonly cursor?: string; readonly limit?: number }) =>
  Effect.gen(function* () {
    const after = yield* pages.read(cursor);
    const rows = yield* read((db) => before(db, cptsId, after ?? most, limit + 1));
    const { items, nextCursor } = pages.pageOf(rows, limit, (row) => row.number);
    return { items: items.map(({ content }) => content), nextCursor };
  });
