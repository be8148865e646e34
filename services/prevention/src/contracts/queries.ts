import type { ContractId } from "@cpts/domain/Contract";
import type { CptsId } from "@cpts/domain/Cpts";
import type { SignedContract } from "@cpts/domain/MissionContract";
import type { AmendmentFact, StepFact } from "@cpts/domain/ContractTimeline";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read, type KnownMission } from "../database/tables.ts";

/** A signed contract with the words of its missions. */
export interface KnownContract extends SignedContract {
  readonly kind: string;
  readonly words: ReadonlyArray<KnownMission>;
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly signed_on: string | null;
  readonly inferred_signed_on: string | null;
  readonly term_years: number | null;
  readonly signed_number: number;
  readonly missions: ReadonlyArray<KnownMission>;
  readonly amendments: Readonly<Record<string, AmendmentFact | Withdrawn>>;
  readonly steps: Readonly<Record<string, StepFact | Withdrawn>>;
}

const signedStatement = statement<[cptsId: string], Row>(
  "select id, kind, signed_on, inferred_signed_on, term_years, signed_number, missions, amendments, steps from known_contract where cpts_id = $1 and state = 'signed' order by signed_number",
);

/** In the place of the one before it in its list: that was wrong, and counts no more. */
interface Withdrawn {
  readonly withdrawn: true;
}

// Kept by the place of their event in the life of the contract.
const inOrder = <Fact extends object>(facts: Readonly<Record<string, Fact | Withdrawn>>): ReadonlyArray<Fact> => {
  const kept: Array<Fact> = [];
  for (const [, fact] of Object.entries(facts).toSorted(([one], [other]) => Number(one) - Number(other)))
    if ("withdrawn" in fact) kept.pop();
    else kept.push(fact);
  return kept;
};

const contractOfRow = (row: Row): KnownContract => ({
  // The events came through their schemas.
  id: row.id as ContractId,
  signedOn: row.signed_on as PartialDate | null,
  inferredSignedOn: row.inferred_signed_on as PartialDate | null,
  termYears: row.term_years,
  number: row.signed_number,
  missions: row.missions.map(({ code }) => code),
  kind: row.kind,
  words: [...inOrder(row.amendments).toReversed().flatMap(({ changes }) => changes.missions ?? []), ...row.missions],
  amendments: inOrder(row.amendments),
  steps: inOrder(row.steps),
});

/** The signed contracts of a CPTS as learned so far, in the order of their signatures in the log. */
export const signedContractsOf = (cptsId: CptsId) => Effect.map(read((db) => signedStatement(db, cptsId)), (rows) => rows.map(contractOfRow));
