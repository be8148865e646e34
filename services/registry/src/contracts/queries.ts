import { createHash } from "node:crypto";
import type { CptsContract } from "@cpts/api/CptsViews";
import { latest, type PartialDate } from "@cpts/domain/PartialDate";
import { statement } from "@cpts/service-kit/database/statement";
import type { Kysely } from "kysely";
import type { RegistryTables } from "../database/tables.ts";

export type EncodedContract = typeof CptsContract.Encoded;

interface Learned extends Omit<EncodedContract, "contractId" | "announcedOn"> {
  readonly announced: { readonly on: string } | null;
}

/** A contract as it is kept. */
export interface LearnedContract {
  readonly id: string;
  readonly fields: Partial<Learned>;
}

const contractsStatement = statement<[cptsId: string], LearnedContract>("select contract_id as id, fields from known_contract where cpts_id = $1");

/** Null before the kind was heard, without which a contract cannot be shown. */
const contractOf = ({ fields: { kind, announced, ...fields }, id }: LearnedContract): EncodedContract | null =>
  kind === undefined
    ? null
    : {
        contractId: id,
        kind,
        state: fields.state ?? "draft",
        signedOn: fields.signedOn ?? null,
        inferredSignedOn: fields.inferredSignedOn ?? null,
        announcedOn: announced?.on ?? null,
        termYears: fields.termYears ?? null,
        attachmentDepartement: fields.attachmentDepartement ?? null,
        missions: fields.missions ?? [],
        population: fields.population ?? null,
        sizeClass: fields.sizeClass ?? null,
      };

// Learned from events through their schemas.
const lastDay = (date: string | null): string | null => (date === null ? null : latest(date as PartialDate));

/** The day by which contracts are put in order: the future for a draft without one, the past for a signature of which no year is known. */
const dayOf = ({ announcedOn, inferredSignedOn, signedOn, state }: EncodedContract): string =>
  state === "draft" ? (lastDay(announcedOn) ?? "9999") : (lastDay(signedOn) ?? lastDay(inferredSignedOn) ?? "0000");

/** Ids grow with time: they tell apart what dates do not. */
const orderOf = (contract: EncodedContract): string => `${contract.state === "draft" ? 1 : 0} ${dayOf(contract)} ${contract.contractId}`;

/** Contracts as they are shown, drafts first, then the newest. */
export const inOrder = (learned: ReadonlyArray<LearnedContract>): ReadonlyArray<EncodedContract> =>
  learned.flatMap((one) => contractOf(one) ?? []).toSorted((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));

/** The contracts of a CPTS as learned so far. */
export const contractsOf = async (db: Kysely<RegistryTables>, cptsId: string): Promise<ReadonlyArray<EncodedContract>> => inOrder(await contractsStatement(db, cptsId));

/** Tells apart answers of one version of a CPTS: a contract that is learned moves no version. */
export const variantOfContracts = (contracts: ReadonlyArray<EncodedContract>): { readonly variant?: string } =>
  contracts.length === 0 ? {} : { variant: createHash("sha256").update(JSON.stringify(contracts)).digest("base64url").slice(0, 12) };
