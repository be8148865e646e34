import type { Evidence } from "@cpts/domain/FundingEvidence";
import { isLocalDate } from "@cpts/domain/LocalDate";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

interface Row extends Omit<Evidence, "on"> {
  readonly contract_id: string;
  readonly on: string;
}

/** The evidence of contracts. A letter of intent starts up a CPTS once: it is of the contract of its kind that was signed first. */
const evidenceWhere = (which: string) => `
  with c as (select id, cpts_id, kind, signing_key from contract where ${which})
  select c.id as contract_id, f.fact, f.stated_on as "on", f.mission, 'statement' as origin, f.source ->> 'document' as document
  from c join funding_fact f on f.contract_id = c.id where f.withdrawn is null
  union all select c.id, 'letter-of-intent', l.decided_on, null, 'registry', 'letter of intent ' || l.letter_id || ', version ' || l.version
  from c join known_letter l on l.cpts_id = c.cpts_id
  where not exists (select from contract o where o.cpts_id = c.cpts_id and o.kind = c.kind and o.state = 'signed' and (o.signing_key, o.id) < (c.signing_key, c.id))
  union all select c.id, case when p.number = 1 then 'crisis-plan' else 'crisis-update' end, p.published_on, null, 'prevention', 'crisis plan ' || p.plan_id || ', version ' || p.number
  from c join known_crisis_plan p on p.cpts_id = c.cpts_id
  union all select c.id, 'crisis-occurrence', k.activated_on, null, 'prevention', 'crisis ' || k.crisis_id
  from c join known_crisis k on k.cpts_id = c.cpts_id`;

const ofOne = statement<[id: string], Row>(evidenceWhere("id = $1"));
const ofAll = statement<[], Row>(evidenceWhere("state = 'signed'"));

/** What is known of a contract, and how many letters of intent whose day is not. */
export interface KnownEvidence {
  readonly evidence: ReadonlyArray<Evidence>;
  readonly undated: number;
}

/** Where nothing is known. */
export const noEvidence: KnownEvidence = { evidence: [], undated: 0 };

const knownOf = (rows: ReadonlyArray<Row>): KnownEvidence => {
  const evidence = rows.flatMap(({ document, fact, mission, on, origin }): ReadonlyArray<Evidence> => (isLocalDate(on) ? [{ fact, on, mission, origin, document }] : []));
  return { evidence, undated: rows.length - evidence.length };
};

/** What is known of a contract. */
export const evidenceOf = (id: string) => Effect.map(read((db) => ofOne(db, id)), knownOf);

/** What is known of each signed contract. */
export const allEvidence = Effect.map(
  read((db) => ofAll(db)),
  (rows) => {
    const known = new Map([...Map.groupBy(rows, ({ contract_id: id }) => id)].map(([id, some]) => [id, knownOf(some)]));
    return (id: string): KnownEvidence => known.get(id) ?? noEvidence;
  },
);
