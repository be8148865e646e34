/**
 * What a contract is paid for once, and how that is known: a letter of intent that was validated, a crisis plan and its yearly update, a crisis that
 * was answered. Other services tell it by events; where they cannot (a plan on paper, a year before the platform), someone states it with its source.
 *
 * One update counts in each contract year after that of the plan, which is a convention of this platform: the agreement says "yearly" and the clause was
 * not read.
 *
 * @example
 * ```ts
 * import * as FundingEvidence from "@cpts/domain/FundingEvidence";
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import { Schema } from "effect";
 *
 * const day = Schema.decodeUnknownSync(LocalDate);
 * const told = { mission: null, origin: "prevention", document: "crisis plan" } as const;
 * const plans = [{ ...told, fact: "crisis-plan", on: day("2027-02-01") }, { ...told, fact: "crisis-update", on: day("2027-06-01") }, { ...told, fact: "crisis-update", on: day("2028-02-01") }] as const;
 * const { crises } = FundingEvidence.paidOnce(plans, day("2026-09-01"), ["CRISE_SANITAIRE"]);
 * crises.map(({ component, on }) => `${on} ${component}`); // => ["2027-02-01 crisis-plan", "2028-02-01 crisis-update"]
 * ```
 */
import { Schema } from "effect";
import type { CrisisStep } from "./FundingTimeline.ts";
import { platformId } from "./internal/platformId.ts";
import type { LocalDate } from "./LocalDate.ts";
import { anniversary } from "./Prorata.ts";

/** Identity of a stated fact. Issue: `platform-id.format`. */
export const FundingFactId = platformId("FundingFactId", "Identity of a fact stated for the funding of a contract").pipe(Schema.brand("FundingFactId"));

/** Identity of a stated fact. */
export type FundingFactId = typeof FundingFactId.Type;

/** What is paid once, on its day. */
export const FundingFact = Schema.Literals(["letter-of-intent", "crisis-plan", "crisis-update", "crisis-occurrence"]).annotate({ title: "FundingFact", description: "What a contract is paid for once, on its day" });

/** What is paid once, on its day. */
export type FundingFact = typeof FundingFact.Type;

/** Something known of a CPTS or a contract. `mission`: the one it is paid by; `null` for every mission of the contract whose grid pays for it. `document`: where that is written. */
export interface Evidence {
  readonly fact: FundingFact;
  readonly on: LocalDate;
  readonly mission: string | null;
  readonly origin: "registry" | "prevention" | "statement";
  readonly document: string;
}

/** What the funding counts, and by which evidence. `uncounted`: crises that no mission of the contract is paid for. */
export interface PaidOnce {
  readonly letterOfIntentOn: LocalDate | null;
  readonly crises: ReadonlyArray<CrisisStep>;
  readonly counted: ReadonlyArray<Evidence>;
  readonly uncounted: ReadonlyArray<Evidence>;
}

const byDay = (a: Evidence, b: Evidence): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);

/** Of a kind, by their days: what was stated in the place of what services tell, where one alone can be true. */
const oneOf = (evidence: ReadonlyArray<Evidence>, fact: FundingFact): Evidence | undefined => {
  const all = evidence.filter((one) => one.fact === fact).toSorted(byDay);
  return all.find(({ origin }) => origin === "statement") ?? all[0];
};

/** The same day told twice is one; what was stated comes first. */
const eachDay = (evidence: ReadonlyArray<Evidence>, fact: FundingFact): ReadonlyArray<Evidence> => {
  const all = evidence.filter((one) => one.fact === fact).toSorted((a, b) => byDay(a, b) || Number(b.origin === "statement") - Number(a.origin === "statement"));
  return all.filter((one, index) => all.findIndex(({ mission, on }) => on === one.on && (mission === one.mission || mission === null)) === index);
};

/** The contract year that a day is in; 0 before the first. */
const yearOf = (signedOn: LocalDate, on: LocalDate): number => {
  let number = 0;
  while (anniversary(signedOn, number) <= on) number += 1;
  return number;
};

const updatesOf = (evidence: ReadonlyArray<Evidence>, signedOn: LocalDate, plan: Evidence | undefined): ReadonlyArray<Evidence> => {
  const first = plan === undefined ? 0 : yearOf(signedOn, plan.on);
  const years = new Set<number>();
  return eachDay(evidence, "crisis-update").filter(({ on }) => {
    const year = yearOf(signedOn, on);
    if (years.has(year) || (plan !== undefined && year <= first)) return false;
    years.add(year);
    return true;
  });
};

/** What some evidence comes to for a contract signed on a day, whose missions of these codes a grid pays for crises. */
export const paidOnce = (evidence: ReadonlyArray<Evidence>, signedOn: LocalDate, missions: ReadonlyArray<string>): PaidOnce => {
  const [letter, plan] = [oneOf(evidence, "letter-of-intent"), oneOf(evidence, "crisis-plan")];
  const crises = [...(plan === undefined ? [] : [plan]), ...updatesOf(evidence, signedOn, plan), ...eachDay(evidence, "crisis-occurrence")].toSorted(byDay);
  const steps = crises.map((one) => {
    const of = one.mission === null ? missions : missions.filter((code) => code === one.mission);
    return { one, steps: of.flatMap((mission): ReadonlyArray<CrisisStep> => (one.fact === "letter-of-intent" ? [] : [{ mission, component: one.fact, on: one.on }])) };
  });
  return {
    letterOfIntentOn: letter?.on ?? null,
    crises: steps.flatMap((found) => found.steps),
    counted: [...(letter === undefined ? [] : [letter]), ...steps.filter((found) => found.steps.length > 0).map(({ one }) => one)],
    uncounted: steps.filter((found) => found.steps.length === 0).map(({ one }) => one),
  };
};
