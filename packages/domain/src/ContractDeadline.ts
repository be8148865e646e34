/**
 * What a contract has to do by when: missions to be started and deployed, anniversaries, the end that nears. Each deadline names
 * its rule, its source and how well that is known.
 *
 * @example
 * ```ts
 * import * as ContractDeadline from "@cpts/domain/ContractDeadline";
 *
 * ContractDeadline.missionTerms.find(({ mission }) => mission === "ACCES_SOINS")?.startMonths; // => 6
 * ContractDeadline.ruleOfDeadline("expiry-in-6-months", null).en; // => "Six months before the last day of the contract."
 * ```
 */
import { Schema } from "effect";
import { anniversaryOf, inForceOn, timelineOf, type ContractFacts } from "./ContractTimeline.ts";
import { platformId } from "./internal/platformId.ts";
import { monthsLater } from "./internal/monthsLater.ts";
import { addDays, LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { earliest, latest, type PartialDate } from "./PartialDate.ts";

/** Identity of a deadline. Issue: `platform-id.format`. */
export const DeadlineId = platformId("DeadlineId", "Identity of a deadline").pipe(Schema.brand("DeadlineId"));

/** Identity of a deadline. */
export type DeadlineId = typeof DeadlineId.Type;

/** The kinds of deadline known today; an open list in what travels. */
export const DeadlineKind = Schema.Literals(["mission-start", "mission-deployment", "contract-anniversary", "expiry-in-6-months"]).annotate({ title: "DeadlineKind", description: "What has to be done or known by then" });

/** The kinds of deadline known today. */
export type DeadlineKind = typeof DeadlineKind.Type;

/** A deadline is told, or told anew because its day, its missions or what was done changed. */
export const DeadlineAnnounced = Schema.Struct({
  deadlineId: DeadlineId,
  cptsId: Schema.String,
  contractId: Schema.NullOr(Schema.String),
  kind: Code,
  on: LocalDate,
  missions: Schema.Array(Code),
  metOn: Schema.NullOr(Schema.String).annotate({ description: "When it was done, as a document dates it" }),
}).annotate({ identifier: "DeadlineAnnounced", title: "DeadlineAnnounced", description: "A deadline is told" });

/** A deadline is told. */
export type DeadlineAnnounced = typeof DeadlineAnnounced.Type;

/** The day of a deadline has come (anniversary, end that nears), or has passed without what was due. */
export const DeadlineReached = Schema.Struct({ deadlineId: DeadlineId, cptsId: Schema.String, contractId: Schema.NullOr(Schema.String), kind: Code, on: LocalDate, missions: Schema.Array(Code) }).annotate({
  identifier: "DeadlineReached",
  title: "DeadlineReached",
  description: "The day of a deadline has come, or has passed without what was due",
});

/** The day of a deadline has come, or has passed. */
export type DeadlineReached = typeof DeadlineReached.Type;

/** A deadline no longer holds: the contract ended, or the mission is no longer its. */
export const DeadlineWithdrawn = Schema.Struct({ deadlineId: DeadlineId, cptsId: Schema.String, contractId: Schema.NullOr(Schema.String) }).annotate({ identifier: "DeadlineWithdrawn", title: "DeadlineWithdrawn", description: "A deadline no longer holds" });

/** A deadline no longer holds. */
export type DeadlineWithdrawn = typeof DeadlineWithdrawn.Type;

/** By when a mission has to start and be fully deployed, in months after the signature. */
export interface MissionTerm {
  readonly mission: string;
  readonly startMonths: number;
  readonly deployedMonths: number;
  readonly source: string;
  readonly status: "verified" | "provisional";
}

const calendar = "PAPS Hauts-de-France, 30 novembre 2023 ; ameli (calendrier des missions de l'ACI-CPTS)";

/** The missions that have a calendar; the others are free. */
export const missionTerms: ReadonlyArray<MissionTerm> = [
  { mission: "ACCES_SOINS", startMonths: 6, deployedMonths: 18, source: calendar, status: "verified" },
  { mission: "PARCOURS", startMonths: 12, deployedMonths: 24, source: calendar, status: "verified" },
  { mission: "PREVENTION", startMonths: 12, deployedMonths: 24, source: calendar, status: "verified" },
  { mission: "CRISE_SANITAIRE", startMonths: 6, deployedMonths: 18, source: calendar, status: "verified" },
];

/** Kinds of contract that the calendar of missions and the payments at anniversaries are of. */
const ofAgreement: ReadonlySet<string> = new Set(["aci"]);

/** A deadline of a contract. */
export interface ContractDeadline {
  readonly kind: DeadlineKind;
  /** `null` where it is of the whole contract. */
  readonly mission: string | null;
  /** Tells apart several of one kind: the rank of an anniversary; else 0. */
  readonly number: number;
  readonly on: LocalDate;
  /** `unknown` where the date it is counted from is not known to the day: then the last day it can be. */
  readonly certain: "yes" | "unknown";
  readonly metOn: PartialDate | null;
  readonly source: string;
  readonly status: "verified" | "provisional";
}

const anniversarySource = "ACI-CPTS of 20 June 2019, art. 9.1 and 9.2: advances and balances are paid at the anniversary";
const expirySource = "Last day of the contract; the notice of six months is a rule of this platform";

/** Days on which deadlines count as reached: those of missions when they are past, the others when they come. */
export const reachedFrom = ({ kind, on }: Pick<ContractDeadline, "kind" | "on">): LocalDate => (kind === "mission-start" || kind === "mission-deployment" ? addDays(on, 1) : on);

interface Given {
  readonly kind: string;
  readonly facts: ContractFacts;
  readonly deployments: ReadonlyArray<{ readonly code: string; readonly on: PartialDate }>;
}

/** The date a mission is counted from: the signature, or the amendment that brought it (which is provisional). */
const countedFrom = (facts: ContractFacts, code: string): { readonly on: PartialDate | null; readonly isAmended: boolean } => {
  if (facts.missions.some((mission) => mission.code === code)) return { on: facts.signedOn, isAmended: false };
  return { on: facts.amendments.find(({ changes }) => changes.missions?.some((mission) => mission.code === code) === true)?.on ?? null, isAmended: true };
};

const ofMission = ({ deployments, facts }: Given, code: string): ReadonlyArray<ContractDeadline> => {
  const term = missionTerms.find(({ mission }) => mission === code);
  const { isAmended, on: from } = countedFrom(facts, code);
  const base = from === null ? null : latest(from);
  if (term === undefined || from === null || base === null) return [];
  const certain = earliest(from) === base ? ("yes" as const) : ("unknown" as const);
  const shared = { mission: code, number: 0, certain, source: term.source, status: isAmended ? ("provisional" as const) : term.status };
  const [start, deployment] = [monthsLater(base, term.startMonths), monthsLater(base, term.deployedMonths)];
  const doneOn = (list: ReadonlyArray<{ readonly code: string; readonly on: PartialDate }>): PartialDate | null => list.find((one) => one.code === code)?.on ?? null;
  return [
    ...(start === null ? [] : [{ ...shared, kind: "mission-start" as const, on: start, metOn: doneOn(facts.missionStarts) }]),
    ...(deployment === null ? [] : [{ ...shared, kind: "mission-deployment" as const, on: deployment, metOn: doneOn(deployments) }]),
  ];
};

const nextAnniversary = (facts: ContractFacts, today: LocalDate, lastDay: LocalDate | null): ReadonlyArray<ContractDeadline> => {
  const timeline = timelineOf(facts);
  for (let number = 1; number <= 100; number += 1) {
    const on = anniversaryOf(timeline, number);
    if (on === null || (lastDay !== null && on > lastDay)) return [];
    if (on > today) return [{ kind: "contract-anniversary", mission: null, number, on, certain: "yes", metOn: null, source: anniversarySource, status: "verified" }];
  }
  return [];
};

const nearingEnd = (lastDay: LocalDate | null): ReadonlyArray<ContractDeadline> => {
  const on = lastDay === null ? null : monthsLater(lastDay, -6);
  return on === null ? [] : [{ kind: "expiry-in-6-months", mission: null, number: 0, on, certain: "yes", metOn: null, source: expirySource, status: "provisional" }];
};

/** The deadlines of a signed contract as of today, none once it has ended: missions of the agreement, the next anniversary, the end that nears. */
export const deadlinesOf = (given: Given, today: LocalDate): ReadonlyArray<ContractDeadline> => {
  const { facts, kind } = given;
  const held = inForceOn(timelineOf(facts), today);
  if (held === null || held.standing === "terminated" || held.standing === "expired") return [];
  const missions = ofAgreement.has(kind) && facts.signedOn !== null ? held.missions.flatMap(({ code }) => ofMission(given, code)) : [];
  return [...missions, ...(ofAgreement.has(kind) ? nextAnniversary(facts, today, held.lastDay) : []), ...nearingEnd(held.lastDay)];
};

/** The rule of a deadline in words. */
export const ruleOfDeadline = (kind: string, mission: string | null): { readonly fr: string; readonly en: string } => {
  const term = missionTerms.find((row) => row.mission === mission);
  switch (kind) {
    case "mission-start":
      return { fr: `La mission démarre dans les ${term?.startMonths ?? "?"} mois qui suivent la signature, ou l'avenant qui l'ajoute.`, en: `The mission starts within ${term?.startMonths ?? "?"} months of the signature, or of the amendment that adds it.` };
    case "mission-deployment":
      return { fr: `La mission est pleinement déployée dans les ${term?.deployedMonths ?? "?"} mois qui suivent la signature, ou l'avenant qui l'ajoute.`, en: `The mission is fully deployed within ${term?.deployedMonths ?? "?"} months of the signature, or of the amendment that adds it.` };
    case "contract-anniversary":
      return { fr: "Anniversaire de la signature : soldes et avances sont dus.", en: "Anniversary of the signature: balances and advances are due." };
    case "expiry-in-6-months":
      return { fr: "Six mois avant le dernier jour du contrat.", en: "Six months before the last day of the contract." };
    default:
      return { fr: `Échéance « ${kind} ».`, en: `Deadline "${kind}".` };
  }
};
