import type { ContractAmendment } from "@cpts/domain/ContractAmendment";
import type { ContractStep } from "@cpts/domain/ContractStep";
import { standingOn } from "@cpts/domain/ContractStep";
import type { ContractStanding } from "@cpts/domain/ContractLife";
import { timelineOf, type ContractFacts, type ContractTimeline } from "@cpts/domain/ContractTimeline";
import type { ContractWithdrawal } from "@cpts/domain/ContractWithdrawal";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { PartialDate } from "@cpts/domain/PartialDate";
import type { Source } from "@cpts/domain/Source";
import { dateOf } from "./dates.ts";
import type { ContractRow } from "./queries.ts";

/** When a mission started, or was deployed, by which document. */
export interface Progress {
  readonly code: string;
  readonly on: string;
  readonly document?: typeof Source.Encoded;
}

/** What happened to a contract after its signature, each in the order it was concluded in. */
export interface Life {
  readonly steps: ReadonlyArray<typeof ContractStep.Encoded>;
  readonly amendments: ReadonlyArray<typeof ContractAmendment.Encoded>;
  readonly missionStarts: ReadonlyArray<Progress>;
  readonly deployments?: ReadonlyArray<Progress>;
  /** What was recorded by mistake and taken back. */
  readonly withdrawals?: ReadonlyArray<typeof ContractWithdrawal.Encoded>;
  /** The expiry that was told last: the day after the last one. */
  readonly expiredOn: string | null;
}

type Row = Pick<ContractRow, "life" | "population" | "signature" | "size_class" | "terms">;

// Dates were checked when they were written.
const dated = (text: string): PartialDate => text as PartialDate;

/** Everything that says what a contract is on a date. */
export const factsOfRow = ({ life, population, signature, size_class: sizeClass, terms }: Row): ContractFacts => ({
  signedOn: dateOf(signature?.signedOn),
  inferredSignedOn: dateOf(signature?.inferredSignedOn),
  termYears: terms.termYears,
  sizeClass,
  population: population?.value ?? null,
  missions: terms.missions,
  missionStarts: life.missionStarts.map(({ code, on }) => ({ code, on: dated(on) })),
  amendments: life.amendments.map(({ changes, effectiveOn, number }) => ({ number, on: dated(effectiveOn), changes })),
  steps: life.steps.map(({ action, on, termYears }) => ({ action, on: dated(on), termYears })),
});

const timelines = new WeakMap<Row, ContractTimeline>();

/** The days of a contract. A row never changes: its days are told once. */
export const timelineOfRow = (row: Row): ContractTimeline => {
  const known = timelines.get(row);
  if (known !== undefined) return known;
  const timeline = timelineOf(factsOfRow(row));
  timelines.set(row, timeline);
  return timeline;
};

/** The missions that are fully deployed. */
export const deploymentsOfRow = ({ life }: Pick<ContractRow, "life">) => (life.deployments ?? []).map(({ code, on }) => ({ code, on: dated(on) }));

/** Where a contract stands on a day. */
export const standingOfRow = (row: Row & Pick<ContractRow, "state">, day: LocalDate): ContractStanding => (row.state === "draft" ? "draft" : standingOn(factsOfRow(row), day));

/** The last day a signed contract can still hold, renewals and amendments counted; null where nothing tells. */
export const lastDayOfRow = (row: Row): LocalDate | null => timelineOf(factsOfRow(row)).segments.at(-1)?.lastDay ?? null;

/** For how many years it was concluded last: by its renewal, its last amendment of the term, or its signature. Null where no document says. */
export const termInForce = (row: Row): number | null => {
  const { segments } = timelineOf(factsOfRow(row));
  return segments.at(-1)?.termYears ?? row.terms.termYears;
};
