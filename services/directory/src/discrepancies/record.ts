import { directory } from "@cpts/api/Directory";
import type { CptsId } from "@cpts/domain/Cpts";
import { statement } from "@cpts/service-kit/database/statement";
import { tellDiscrepancies } from "@cpts/service-kit/discrepancies/tell";
import { Effect } from "effect";
import { read, write } from "../database/tables.ts";
import { bodyRows, statementOf, statementRows } from "../governance/stored.ts";
import { headcountRows } from "../headcounts/stored.ts";
import { hiding } from "../professionals/named-words.ts";
import { discrepanciesOf, type Declared } from "./compute.ts";

const professionRows = statement<[cptsId: string], { readonly id: string; readonly profession: string | null; readonly name: string }>(`
  select distinct p.id, p.profession, coalesce(i.given_name || ' ' || i.family_name, '') as name from office_statement s
    join office_holder h on h.statement_id = s.id join professional p on p.id = h.professional_id
    left join professional_identity i on i.professional_id = p.id
  where s.cpts_id = $1`);

const begin = statement<[cptsId: string], never>("insert into discrepancy (cpts_id, version, items) values ($1, 0, '[]') on conflict do nothing");
const hold = statement<[cptsId: string], { readonly cpts_id: string }>("select cpts_id from discrepancy where cpts_id = $1 for update");

const declaredOf = (cptsId: string) =>
  read(async (db): Promise<Declared> => {
    const people = await professionRows(db, cptsId);
    return {
      statements: (await statementRows(db, cptsId)).map(statementOf),
      bodies: await bodyRows(db, cptsId),
      headcounts: await headcountRows(db, cptsId),
      professions: new Map(people.map(({ id, profession }) => [id, profession])),
      words: hiding(people.map(({ name }) => name)),
    };
  });

/** What does not fit about a CPTS, built anew from the tables. */
export const rebuildDiscrepancies = (cptsId: string) => Effect.map(declaredOf(cptsId), discrepanciesOf);

/**
 * Makes a write that may change what fits about a CPTS, then tells the whole list if it changed. Of two such writes one waits
 * from its beginning, or neither would see what the other says.
 */
export const withDiscrepancies = <A, E, R>(cptsId: CptsId, change: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    yield* write(async (db) => {
      await begin(db, cptsId);
      await hold(db, cptsId);
    });
    const result = yield* change;
    yield* tellDiscrepancies(directory.events.discrepanciesChanged, cptsId, yield* rebuildDiscrepancies(cptsId));
    return result;
  });
