import { createHash } from "node:crypto";
import type { CptsContract } from "@cpts/api/CptsViews";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { latest, type PartialDate } from "@cpts/domain/PartialDate";
import { statement } from "@cpts/service-kit/database/statement";
import type { Kysely } from "kysely";
import type { RegistryTables } from "../database/tables.ts";
import { contractOn, type ContractLife, type ContractToday, type SignedFacts } from "./life.ts";

export type EncodedContract = typeof CptsContract.Encoded;

interface Learned extends Omit<EncodedContract, "contractId" | "announcedOn" | "standing" | "lastDay"> {
  readonly announced: { readonly on: string } | null;
}

/** A contract as it is kept. */
export interface LearnedContract {
  readonly id: string;
  readonly fields: Partial<Learned>;
  readonly life: ContractLife;
}

const contractsStatement = statement<[cptsId: string], LearnedContract>("select contract_id as id, fields, life from known_contract where cpts_id = $1");

// Learned from events through their schemas.
const dated = (text: string | null | undefined): PartialDate | null => (text ?? null) as PartialDate | null;

const signedTerms = ({ inferredSignedOn, missions = [], population = null, signedOn, sizeClass = null, termYears = null }: Partial<Learned>): SignedFacts => ({
  signedOn: dated(signedOn),
  inferredSignedOn: dated(inferredSignedOn),
  termYears,
  population,
  sizeClass,
  missions,
});

const ofDraft = (terms: SignedFacts): ContractToday => ({ standing: "draft", lastDay: null, termYears: terms.termYears, population: terms.population, sizeClass: terms.sizeClass, missions: terms.missions });

/** Null before the kind was heard, without which a contract cannot be shown. */
const contractOf = ({ fields, id, life }: LearnedContract, day: LocalDate): EncodedContract | null => {
  const { announced, attachmentDepartement = null, kind, state = "draft" } = fields;
  const terms = signedTerms(fields);
  const today = state === "draft" ? ofDraft(terms) : contractOn(terms, life, day);
  return kind === undefined
    ? null
    : {
        contractId: id,
        kind,
        state,
        signedOn: terms.signedOn,
        inferredSignedOn: terms.inferredSignedOn,
        announcedOn: announced?.on ?? null,
        attachmentDepartement,
        ...today,
        sizeClass: today.sizeClass as EncodedContract["sizeClass"], // through the schemas too, or a class of tomorrow, told as it came
      };
};

const lastDay = (date: string | null): string | null => {
  const known = dated(date);
  return known === null ? null : latest(known);
};

/** The day by which contracts are put in order: the future for a draft without one, the past for a signature of which no year is known. */
const dayOf = ({ announcedOn, inferredSignedOn, signedOn, state }: EncodedContract): string =>
  state === "draft" ? (lastDay(announcedOn) ?? "9999") : (lastDay(signedOn) ?? lastDay(inferredSignedOn) ?? "0000");

/** Ids grow with time: they tell apart what dates do not. */
const orderOf = (contract: EncodedContract): string => `${contract.state === "draft" ? 1 : 0} ${dayOf(contract)} ${contract.contractId}`;

/** Contracts as they are shown on a day, drafts first, then the newest. */
export const inOrder = (learned: ReadonlyArray<LearnedContract>, day: LocalDate): ReadonlyArray<EncodedContract> =>
  learned.flatMap((one) => contractOf(one, day) ?? []).toSorted((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));

/** The contracts of a CPTS as learned so far, as they are on a day. */
export const contractsOf = async (db: Kysely<RegistryTables>, cptsId: string, day: LocalDate): Promise<ReadonlyArray<EncodedContract>> => inOrder(await contractsStatement(db, cptsId), day);

/** Tells apart answers of one version of a CPTS: a contract that is learned, or ends, moves no version. */
export const variantOfContracts = (contracts: ReadonlyArray<EncodedContract>): { readonly variant?: string } =>
  contracts.length === 0 ? {} : { variant: createHash("sha256").update(JSON.stringify(contracts)).digest("base64url").slice(0, 12) };
