import type { ContractMission } from "@cpts/domain/Contract";
import type { ContractStanding } from "@cpts/domain/ContractLife";
import { standingIn } from "@cpts/domain/ContractStep";
import { inForceOn, timelineOf, type AmendmentFact, type ContractFacts, type StepFact } from "@cpts/domain/ContractTimeline";
import type { LocalDate } from "@cpts/domain/LocalDate";

type Start = ContractFacts["missionStarts"][number];
type Mission = typeof ContractMission.Encoded;

/** One event of the life of a contract. A withdrawal is of the entry before it of its kind, and of its mission. */
export type LifeEntry =
  | ({ readonly entry: "amendment" } & AmendmentFact)
  | ({ readonly entry: "step" } & StepFact)
  | ({ readonly entry: "mission-start" } & Start)
  | { readonly entry: "withdrawal"; readonly of: string; readonly mission: string | null };

/** The life of a contract by the place of each event in it: the same whatever the order in which they were heard, and however often. */
export type ContractLife = Readonly<Record<string, LifeEntry>>;

interface Recorded {
  readonly amendments: ReadonlyArray<AmendmentFact>;
  readonly steps: ReadonlyArray<StepFact>;
  readonly missionStarts: ReadonlyArray<Start>;
}

const without = (recorded: Recorded, of: string, mission: string | null): Recorded => {
  switch (of) {
    case "amendment":
      return { ...recorded, amendments: recorded.amendments.slice(0, -1) };
    case "step":
      return { ...recorded, steps: recorded.steps.slice(0, -1) };
    case "mission-start":
      return { ...recorded, missionStarts: recorded.missionStarts.filter(({ code }) => code !== mission) };
    default:
      return recorded;
  }
};

const recordedIn = (life: ContractLife): Recorded =>
  Object.entries(life)
    .toSorted(([one], [other]) => Number(one) - Number(other))
    .reduce<Recorded>(
      (recorded, [, one]) => {
        switch (one.entry) {
          case "amendment":
            return { ...recorded, amendments: [...recorded.amendments, one] };
          case "step":
            return { ...recorded, steps: [...recorded.steps, one] };
          case "mission-start":
            return { ...recorded, missionStarts: [...recorded.missionStarts, one] };
          case "withdrawal":
            return without(recorded, one.of, one.mission);
        }
      },
      { amendments: [], steps: [], missionStarts: [] },
    );

/** What a signature says of a contract. */
export type SignedFacts = Pick<ContractFacts, "signedOn" | "inferredSignedOn" | "termYears" | "sizeClass" | "population"> & { readonly missions: ReadonlyArray<Mission> };

/** What a signed contract is on a day: where it stands, and its terms with the amendments in force. */
export interface ContractToday {
  readonly standing: ContractStanding;
  readonly lastDay: LocalDate | null;
  readonly termYears: number | null;
  readonly population: number | null;
  readonly sizeClass: string | null;
  readonly missions: ReadonlyArray<Mission>;
}

/** Where no document gives a year to place the signature by, every amendment counts. */
const amendedAll = (signed: SignedFacts, amendments: ReadonlyArray<AmendmentFact>): SignedFacts =>
  amendments.reduce((terms, { changes: { missions, population, sizeClass, termYears } }) => {
    const changed = { ...(missions === undefined ? {} : { missions }), ...(population === undefined ? {} : { population }), ...(sizeClass === undefined ? {} : { sizeClass }), ...(termYears === undefined ? {} : { termYears }) };
    return { ...terms, ...changed };
  }, signed);

export const contractOn = (signed: SignedFacts, life: ContractLife, day: LocalDate): ContractToday => {
  const recorded = recordedIn(life);
  const timeline = timelineOf({ ...signed, ...recorded });
  const found = inForceOn(timeline, day);
  const { missions, population, sizeClass, termYears } = found ?? (timeline.segments.length > 0 ? signed : amendedAll(signed, recorded.amendments));
  return {
    standing: standingIn(timeline, recorded, day),
    lastDay: found?.lastDay ?? null,
    termYears,
    population,
    sizeClass,
    missions: missions.map(({ code, label }) => ({ code, label })),
  };
};
