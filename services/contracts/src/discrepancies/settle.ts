import { contracts } from "@cpts/api/Contracts";
import type { CptsId } from "@cpts/domain/Cpts";
import { statement } from "@cpts/service-kit/database/statement";
import { tellDiscrepancies } from "@cpts/service-kit/discrepancies/tell";
import { Effect } from "effect";
import type { ContractRow } from "../contracts/queries.ts";
import { read, write } from "../database/tables.ts";
import { discrepanciesOf } from "./find.ts";

// The contracts of one CPTS change what may be said of another: one writer at a time sees what all before it wrote.
const takeTurn = statement<[], never>("select pg_advisory_xact_lock(hashtext('contracts-discrepancies'))");

const ranked = statement<[region: string | null, kind: string], { readonly cpts_id: string }>(
  "select distinct cpts_id from contract where ordinal_region = $1 and kind = $2 and state = 'signed' order by cpts_id",
);

/** The CPTS whose contract has a rank in the region of a contract that is signed. */
export const affectedBySignature = ({ kind, region }: Pick<ContractRow, "kind" | "region">) =>
  Effect.map(
    read((db) => ranked(db, region, kind)),
    (rows) => rows.map(({ cpts_id }) => cpts_id),
  );

const tell = (cptsId: string) =>
  // The id came through the contract of the request that drafted the contract.
  Effect.flatMap(discrepanciesOf(cptsId), (found) => tellDiscrepancies(contracts.events.discrepanciesChanged, cptsId as CptsId, found));

/** Says anew what does not fit about some CPTS, where that changed. The last step of a write: others wait for its commit. */
export const settle = (cptsIds: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    yield* write((db) => takeTurn(db));
    yield* Effect.forEach([...new Set(cptsIds)], tell, { discard: true });
  });
