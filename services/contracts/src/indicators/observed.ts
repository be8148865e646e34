import type { Measured } from "@cpts/domain/Indicator";
import { statement } from "@cpts/service-kit/database/statement";
import type { Selectable } from "kysely";
import { read, type ContractsTables } from "../database/tables.ts";

export type ObservationRow = Selectable<ContractsTables["observation"]>;

/** What the figures of a contract year need of an observation. */
export interface CountedObservation extends Pick<ObservationRow, "indicator" | "contract_year"> {
  readonly body: Partial<Measured>;
}

const currentStatement = statement<[contract: string], ObservationRow>("select * from observation where contract_id = $1 and corrected_by is null order by id");

/** The observations of a contract that nothing corrects. */
export const currentOf = (contractId: string) => read((db) => currentStatement(db, contractId));

/** What an observation measured. */
export const measuredOf = ({ body }: Pick<CountedObservation, "body">): Measured => ({ numerator: body.numerator ?? null, denominator: body.denominator ?? null, value: body.value ?? null });
