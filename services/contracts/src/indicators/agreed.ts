import type { LocalDate } from "@cpts/domain/LocalDate";
import { statement } from "@cpts/service-kit/database/statement";
import { read } from "../database/tables.ts";

/** The rate of a mission in a contract year, as decided at its annual review. */
export interface AgreedRate {
  readonly mission: string;
  readonly contractYear: number;
  readonly ratePpm: number;
  readonly agreedOn: LocalDate;
}

const agreedStatement = statement<[contract: string], AgreedRate>(
  `select r.contract_year as "contractYear", v.mission, v."ratePpm", v."agreedOn"
  from review r cross join lateral json_to_recordset(r.frozen -> 'rates') as v (mission text, "ratePpm" integer, "agreedOn" text)
  where r.contract_id = $1 and r.frozen is not null order by r.contract_year, v.mission`,
);

/** The rates that the reviews of a contract decided. */
export const agreedOf = (contractId: string) => read((db) => agreedStatement(db, contractId));
