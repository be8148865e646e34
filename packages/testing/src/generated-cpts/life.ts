import type { Random } from "../rpps-extract/random.ts";

/** The dates of a CPTS on its way, as far as it has come. */
export interface GeneratedLife {
  readonly stage: string;
  readonly foundedOn: string;
  readonly letterSubmittedOn: string | null;
  readonly letterDecidedOn: string | null;
  readonly projectSubmittedOn: string | null;
  readonly projectDecidedOn: string | null;
  readonly contractSignedOn: string | null;
}

/** Of about 810 CPTS in May 2025, 700 had signed, 24 had a validated project, 85 a letter of intent (Senate, report 32, 15 October 2025). */
const stages: ReadonlyArray<{ readonly upTo: number; readonly stage: string; readonly steps: number }> = [
  { upTo: 0.06, stage: "emergence", steps: 0 },
  { upTo: 0.09, stage: "letter-of-intent-filed", steps: 1 },
  { upTo: 0.14, stage: "letter-of-intent-validated", steps: 2 },
  { upTo: 0.16, stage: "project-filed", steps: 3 },
  { upTo: 0.19, stage: "project-validated", steps: 4 },
  { upTo: 0.34, stage: "aci-signed", steps: 5 },
  { upTo: 1, stage: "active", steps: 5 },
];

const daysOfMonth = 28;
const pad = (value: number): string => String(value).padStart(2, "0");
const dayOf = (months: number, day: number): string => `${2018 + Math.floor(months / 12)}-${pad((months % 12) + 1)}-${pad(day)}`;

/** Draws how far a CPTS has come, its steps some months apart and none after the middle of 2026. */
export const lifeOf = (random: Random): GeneratedLife => {
  const drawn = random.next();
  const { stage, steps } = stages.find(({ upTo }) => drawn < upTo) ?? { stage: "emergence", steps: 0 };
  let months = random.below(60);
  const [foundedOn = "", ...days] = Array.from({ length: 6 }, () => {
    const day = dayOf(months, 1 + random.below(daysOfMonth));
    months += 2 + random.below(6);
    return day;
  });
  const at = (step: number): string | null => (step <= steps ? (days[step - 1] ?? null) : null);
  return { stage, foundedOn, letterSubmittedOn: at(1), letterDecidedOn: at(2), projectSubmittedOn: at(3), projectDecidedOn: at(4), contractSignedOn: at(5) };
};
