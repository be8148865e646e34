/**
 * What a contract is on a date: from its signature, its amendments, its missions that started and the steps of its life, each
 * dated as its document dates it.
 *
 * A day on which something may or may not have happened yet is told as such (`certain: false`) and reads as before it happened.
 *
 * @example
 * ```ts
 * import * as ContractTimeline from "@cpts/domain/ContractTimeline";
 * import { Schema } from "effect";
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import { PartialDate } from "@cpts/domain/PartialDate";
 *
 * const [day, date] = [Schema.decodeUnknownSync(LocalDate), Schema.decodeUnknownSync(PartialDate)];
 * const timeline = ContractTimeline.timelineOf({
 *   signedOn: date("2026-09-01"), inferredSignedOn: null, termYears: 5, sizeClass: "T2", population: 79500,
 *   missions: [{ code: "PREVENTION", label: null }], missionStarts: [{ code: "PREVENTION", on: date("2027-03-01") }],
 *   amendments: [{ number: 1, on: date("2028-01-01"), changes: { sizeClass: "T3" } }], steps: [],
 * });
 * ContractTimeline.inForceOn(timeline, day("2027-12-31"))?.sizeClass; // => "T2"
 * ContractTimeline.inForceOn(timeline, day("2028-01-01"))?.sizeClass; // => "T3"
 * ContractTimeline.inForceOn(timeline, day("2031-09-02"))?.standing; // => "expired"
 * ```
 */
import { signingDate, type OrderedBy, type SigningDates } from "./ContractSigning.ts";
import { lastDayOf } from "./ContractTerm.ts";
import { monthsLater } from "./internal/monthsLater.ts";
import { addDays, type LocalDate } from "./LocalDate.ts";
import { earliest, latest, type PartialDate } from "./PartialDate.ts";

/** A mission of a contract, as far as the calendar is concerned. */
export interface MissionFact {
  readonly code: string;
  readonly label: string | null;
}

/** What an amendment changes; an absent key stays what it was. `missions` are all the missions from then on. */
export interface TimelineChanges {
  readonly sizeClass?: string | null;
  readonly population?: number | null;
  readonly missions?: ReadonlyArray<MissionFact>;
  readonly termYears?: number;
  readonly grid?: string;
  /** The funding regime: the name of its grid, or of one without a grid. */
  readonly fundingRegime?: string;
  readonly communes?: ReadonlyArray<string>;
  readonly indicators?: ReadonlyArray<string>;
}

/** An amendment that is signed, and the date from which it holds. */
export interface AmendmentFact {
  readonly number: number;
  readonly on: PartialDate;
  readonly changes: TimelineChanges;
}

/** A step of the life of a contract (`ContractLife`). `termYears` of a renewal: for how long; else `null`. */
export interface StepFact {
  readonly action: string;
  readonly on: PartialDate;
  readonly termYears: number | null;
}

/** Everything that says what a signed contract is on a date. Amendments and steps in the order they were concluded in. */
export interface ContractFacts extends SigningDates {
  readonly termYears: number | null;
  readonly sizeClass: string | null;
  readonly population: number | null;
  readonly missions: ReadonlyArray<MissionFact>;
  readonly missionStarts: ReadonlyArray<{ readonly code: string; readonly on: PartialDate }>;
  readonly amendments: ReadonlyArray<AmendmentFact>;
  readonly steps: ReadonlyArray<StepFact>;
}

/** A mission in force, and when it started; `startedOn` is `null` on days before it did. */
export interface MissionInForce extends MissionFact {
  readonly startedOn: PartialDate | null;
}

/** What a contract is from a day to another. */
export interface ContractSegment {
  readonly from: LocalDate;
  /** The first day that no longer belongs to it; `null` without end. */
  readonly to: LocalDate | null;
  /** Where the contract stands: a code of `ContractLife`. */
  readonly standing: "signed" | "active" | "suspended" | "renewed" | "terminated" | "expired";
  /** `false` where a document leaves open whether something had happened yet. */
  readonly certain: boolean;
  /** Number of the last amendment in force; 0 before the first. */
  readonly amendment: number;
  readonly sizeClass: string | null;
  readonly population: number | null;
  readonly missions: ReadonlyArray<MissionInForce>;
  readonly termYears: number | null;
  /** Last day on which the contract can still hold, as known on these days. */
  readonly lastDay: LocalDate | null;
  /** What amendments put in the place of the contract's: its funding regime by the name of its grid, its communes, its indicators; `null` before one does. */
  readonly grid: string | null;
  readonly communes: ReadonlyArray<string> | null;
  readonly indicators: ReadonlyArray<string> | null;
}

/** The days of a contract, without a hole from its signature on. Empty when nothing tells the year of its signature. */
export interface ContractTimeline {
  /** The date that everything is counted from. */
  readonly signedOn: PartialDate | null;
  readonly orderedBy: OrderedBy;
  readonly segments: ReadonlyArray<ContractSegment>;
}

/** `termFrom`: the day that the term in force counts from, the last one before its renewal; `null` for the signature. */
type State = Omit<ContractSegment, "from" | "to" | "certain"> & { readonly termFrom: LocalDate | null };

interface Placed {
  readonly first: LocalDate;
  readonly last: LocalDate;
  readonly apply: (state: State) => State;
}

const standings: Readonly<Record<string, State["standing"]>> = { suspend: "suspended", resume: "active", terminate: "terminated", renew: "renewed" };

const renewed = (state: State, step: StepFact): State => {
  const termYears = step.termYears ?? state.termYears;
  const base = state.lastDay ?? latest(step.on);
  return { ...state, standing: "renewed", termYears, termFrom: base, lastDay: base === null || termYears === null ? null : monthsLater(base, termYears * 12) };
};

const stepped = (state: State, step: StepFact): State => {
  const standing = standings[step.action];
  if (standing === undefined || state.standing === "terminated") return state;
  return step.action === "renew" ? renewed(state, step) : { ...state, standing };
};

const started = (state: State, code: string, on: PartialDate): State => ({
  ...state,
  standing: state.standing === "signed" ? "active" : state.standing,
  missions: state.missions.map((mission) => (mission.code === code ? { ...mission, startedOn: on } : mission)),
});

const amended = (state: State, { changes, number }: AmendmentFact, facts: ContractFacts): State => {
  const { missions, termYears = state.termYears } = changes;
  // An amendment of a renewed contract changes the term of its renewal.
  const lastDay = state.termFrom === null || termYears === null ? lastDayOf({ ...facts, termYears }) : monthsLater(state.termFrom, termYears * 12);
  return {
    ...state,
    amendment: number,
    sizeClass: changes.sizeClass === undefined ? state.sizeClass : changes.sizeClass,
    population: changes.population === undefined ? state.population : changes.population,
    missions: missions === undefined ? state.missions : missions.map((one) => ({ ...one, startedOn: state.missions.find(({ code }) => code === one.code)?.startedOn ?? null })),
    termYears,
    lastDay: changes.termYears === undefined ? state.lastDay : lastDay,
    grid: changes.grid ?? changes.fundingRegime ?? state.grid,
    communes: changes.communes ?? state.communes,
    indicators: changes.indicators ?? state.indicators,
  };
};

/** Facts with a year, by the last day they can be of; what has no year is nowhere, and leaves everything uncertain. */
const placedOf = (facts: ContractFacts): { readonly placed: ReadonlyArray<Placed>; readonly isWhole: boolean } => {
  const dated: ReadonlyArray<readonly [PartialDate, Placed["apply"]]> = [
    ...facts.amendments.map((one) => [one.on, (state: State) => amended(state, one, facts)] as const),
    ...facts.missionStarts.map(({ code, on }) => [on, (state: State) => started(state, code, on)] as const),
    ...facts.steps.map((one) => [one.on, (state: State) => stepped(state, one)] as const),
  ];
  const placed = dated.flatMap(([on, apply]): ReadonlyArray<Placed> => {
    const [first, last] = [earliest(on), latest(on)];
    return first === null || last === null ? [] : [{ first, last, apply }];
  });
  return { placed: placed.toSorted((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : 0)), isWhole: placed.length === dated.length };
};

const expiring = (state: State, day: LocalDate): State =>
  state.lastDay !== null && day > state.lastDay && state.standing !== "terminated" ? { ...state, standing: "expired" } : state;

const dayAfter = (day: LocalDate | null): ReadonlyArray<LocalDate> => (day === null || day === "9999-12-31" ? [] : [addDays(day, 1)]);

const sameCodes = (some: ReadonlyArray<string> | null, others: ReadonlyArray<string> | null): boolean => some === others || (some !== null && others !== null && some.length === others.length && some.every((one, index) => one === others[index]));

const sameMissions = (some: ReadonlyArray<MissionInForce>, others: ReadonlyArray<MissionInForce>): boolean =>
  some === others || (some.length === others.length && some.every(({ code, label, startedOn }, index) => code === others[index]?.code && label === others[index].label && startedOn === others[index].startedOn));

const isSame = (one: ContractSegment, other: ContractSegment): boolean =>
  one.standing === other.standing &&
  one.certain === other.certain &&
  one.amendment === other.amendment &&
  one.sizeClass === other.sizeClass &&
  one.population === other.population &&
  one.termYears === other.termYears &&
  one.lastDay === other.lastDay &&
  one.grid === other.grid &&
  sameMissions(one.missions, other.missions) &&
  sameCodes(one.communes, other.communes) &&
  sameCodes(one.indicators, other.indicators);

const joined = (segments: ReadonlyArray<ContractSegment>): ReadonlyArray<ContractSegment> => {
  const whole: Array<ContractSegment> = [];
  for (const segment of segments) {
    const last = whole.at(-1);
    if (last !== undefined && isSame(last, segment)) whole[whole.length - 1] = { ...last, to: segment.to };
    else whole.push(segment);
  }
  return whole;
};

/** The days of a contract from its facts. */
export const timelineOf = (facts: ContractFacts): ContractTimeline => {
  const { on: signedOn, orderedBy } = signingDate(facts);
  const [signedFirst, signedLast] = signedOn === null ? [null, null] : [earliest(signedOn), latest(signedOn)];
  if (signedFirst === null || signedLast === null) return { signedOn, orderedBy, segments: [] };
  const { isWhole, placed } = placedOf(facts);
  const initial: State = {
    standing: "signed",
    amendment: 0,
    sizeClass: facts.sizeClass,
    population: facts.population,
    missions: facts.missions.map((mission) => ({ ...mission, startedOn: null })),
    termYears: facts.termYears,
    lastDay: lastDayOf(facts),
    termFrom: null,
    grid: null,
    communes: null,
    indicators: null,
  };
  // They stand in the order of their last days: those that count on a day are the first ones.
  const states = placed.reduce<ReadonlyArray<State>>((known, fact) => [...known, fact.apply(known.at(-1) ?? initial)], []);
  const stateOn = (day: LocalDate): State => expiring(states[placed.findLastIndex(({ last }) => last <= day)] ?? initial, day);
  const shownOn = (day: LocalDate): Omit<State, "termFrom"> => {
    const { termFrom: _, ...shown } = stateOn(day);
    return shown;
  };
  const breaks = [signedFirst, signedLast, ...placed.flatMap(({ first, last }) => [first, last])].filter((day) => day >= signedFirst);
  const days = [...new Set([...breaks, ...breaks.flatMap((day) => dayAfter(stateOn(day).lastDay))])].filter((day) => day >= signedFirst).toSorted();
  const isCertain = (day: LocalDate): boolean => isWhole && orderedBy === "declared" && day >= signedLast && !placed.some(({ first, last }) => first <= day && day < last);
  return { signedOn, orderedBy, segments: joined(days.map((from, index) => ({ from, to: days[index + 1] ?? null, certain: isCertain(from), ...shownOn(from) }))) };
};

/** What the contract is on a day; `null` before its signature, or when nothing tells its year. */
export const inForceOn = ({ segments }: ContractTimeline, day: LocalDate): ContractSegment | null =>
  segments.find(({ from, to }) => from <= day && (to === null || day < to)) ?? null;

/** The days of a contract within a period (`to` excluded), cut at its ends. */
export const segmentsBetween = ({ segments }: ContractTimeline, from: LocalDate, to: LocalDate): ReadonlyArray<ContractSegment> =>
  segments.flatMap((segment) => {
    const [first, end] = [segment.from > from ? segment.from : from, segment.to === null || segment.to > to ? to : segment.to];
    return first < end ? [{ ...segment, from: first, to: end }] : [];
  });

/** The anniversary of a signature that is known to the day, so many years later; `null` where it is not. */
export const anniversaryOf = ({ orderedBy, signedOn }: Pick<ContractTimeline, "signedOn" | "orderedBy">, years: number): LocalDate | null => {
  const day = signedOn === null || orderedBy !== "declared" || earliest(signedOn) !== latest(signedOn) ? null : earliest(signedOn);
  return day === null ? null : monthsLater(day, years * 12);
};
