import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { PayoutLine, PayoutStatement } from "@cpts/api/Payouts";
import { ceilingVerdict, keptUntil } from "@cpts/domain/Payout";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { ceilingOf } from "./ceilings.ts";
import type { Selectable } from "kysely";
import { read, type ContractsTables } from "../database/tables.ts";
import { computeMonth } from "./computed.ts";
import { explainStatement } from "./payout-explanations.ts";

type View = typeof PayoutStatement.Encoded;
type Line = typeof PayoutLine.Encoded;
type StatementRow = Selectable<ContractsTables["payout_statement"]>;

const validatedOf = statement<[cptsId: string, month: string], StatementRow>("select * from payout_statement where cpts_id = $1 and month = $2");
const linesOf = statement<[id: string], { readonly line: Line }>("select line from payout_line where statement_id = $1 order by number");
const yearOf = statement<[people: ReadonlyArray<string>, year: number, cptsId: string, month: string], { readonly person_id: string; readonly own: string; readonly elsewhere: string }>(`
  select l.person_id, coalesce(sum(l.amount_cents) filter (where l.cpts_id = $3), 0) as own, coalesce(sum(l.amount_cents) filter (where l.cpts_id <> $3), 0) as elsewhere
  from payout_line l join payout_statement s on s.id = l.statement_id
  where l.person_id = any($1::uuid[]) and l.year = $2 and not (s.cpts_id = $3 and s.month = $4) group by l.person_id`);

/** The calendar year of a month. */
export const yearOfMonth = (month: string): number => Number(month.slice(0, 4));

const sumOf = (lines: ReadonlyArray<Line>, kind: Line["kind"]): number => lines.reduce((sum, line) => (line.kind === kind ? sum + line.amountCents : sum), 0);

/** What each person of a month is paid in its year, against the ceiling. */
const peopleOf = (cptsId: string, month: string, lines: ReadonlyArray<Line>) =>
  Effect.gen(function* () {
    const ids = [...new Set(lines.map(({ personId }) => personId))];
    const year = yearOfMonth(month);
    const before = new Map((yield* read((db) => yearOf(db, ids, year, cptsId, month))).map((row) => [row.person_id, row]));
    const ceilingCents = (yield* ceilingOf(year))?.amountCents ?? null;
    return ids.map((personId) => {
      const own = lines.filter((line) => line.personId === personId);
      const [indemnitiesCents, remunerationsCents] = [sumOf(own, "indemnity"), sumOf(own, "remuneration")];
      const paid = before.get(personId);
      const yearCents = Number(paid?.own ?? 0) + indemnitiesCents + remunerationsCents;
      return { personId, indemnitiesCents, remunerationsCents, yearCents, verdict: ceilingVerdict({ ownCents: yearCents, elsewhereCents: Number(paid?.elsewhere ?? 0), ceilingCents }) };
    });
  });

const differ = (one: ReadonlyArray<Line>, other: ReadonlyArray<Line>): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** The statement of a month: as it was validated, else as it would be now. */
export const findStatement = (month: string, { cpts, explain }: QueryOf<typeof contracts.endpoints.readPayoutStatement>) =>
  Effect.gen(function* () {
    const [validated] = yield* read((db) => validatedOf(db, cpts, month));
    const computed = yield* computeMonth(cpts, month);
    const lines = validated === undefined ? computed.lines : (yield* read((db) => linesOf(db, validated.id))).map(({ line }) => line);
    const year = yearOfMonth(month);
    const ceiling = yield* ceilingOf(year);
    const view: View = {
      cptsId: cpts,
      month,
      statementId: validated?.id ?? null,
      validatedOn: validated?.validated_on ?? null,
      lines,
      people: yield* peopleOf(cpts, month, lines),
      indemnitiesCents: sumOf(lines, "indemnity"),
      remunerationsCents: sumOf(lines, "remuneration"),
      ceiling: ceiling === null ? null : { year, amountCents: ceiling.amountCents, status: ceiling.status, source: ceiling.source.document },
      withoutRate: validated?.without_rate ?? computed.withoutRate,
      differs: validated !== undefined && differ(lines, computed.lines),
      keptUntil: keptUntil(year),
    };
    return explain === "true" ? { ...view, explanations: explainStatement(view) } : view;
  });
