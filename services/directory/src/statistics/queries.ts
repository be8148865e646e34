import type { DeclaredComparison, MemberStatistics } from "@cpts/api/MemberStatistics";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { labelOf, professions } from "@cpts/reference-data";
import { Effect } from "effect";
import { listHeadcounts } from "../headcounts/queries.ts";
import { adhesionOf, knownOn, membersOn, practisingOn, type Adhesion, type MemberNumber } from "./counted.ts";
import { explainAdhesion } from "./explanations.ts";

type Encoded = typeof MemberStatistics.Encoded;
type Declared = typeof DeclaredComparison.Encoded;

const adhesionView = ({ members, perhaps, practising, profession, unknownBecause, value }: Adhesion): Encoded["adhesion"][number] => ({
  profession,
  label: profession === null ? null : labelOf(professions, profession),
  members,
  perhaps,
  practising,
  rate: value,
  unknownBecause,
});

/** Groups within a profession, and structures, are not known by profession here. */
const knownOf = (line: { readonly profession?: string | null; readonly group?: string | null; readonly unit: string }, members: ReadonlyArray<MemberNumber>): number | null => {
  const { group = null, profession = null, unit } = line;
  return unit !== "people" || group !== null || profession === null ? null : (members.find((one) => one.profession === profession)?.members ?? 0);
};

/** Members on a day beside what documents declare, and over those who practise. */
export const statisticsOf = (cptsId: CptsId, asOf: LocalDate, explain: boolean) =>
  Effect.gen(function* () {
    const { items, explanations = [] } = yield* listHeadcounts(cptsId, { explain: explain ? "true" : "false" });
    const members = yield* membersOn(cptsId, asOf);
    const practising = yield* practisingOn(cptsId, asOf);
    const known = yield* knownOn(cptsId, asOf);
    const adhesion = adhesionOf(members, practising);
    const declared = items.map(
      ({ id, lines, on, remainders, total }): Declared => ({
        headcountId: id,
        on,
        total,
        remainders,
        lines: lines.map(({ group, label, profession, ...declaredFigure }) => ({ label, profession: profession ?? null, declared: declaredFigure, known: knownOf({ group: group ?? null, profession: profession ?? null, unit: declaredFigure.unit }, members) })),
        known: [{ unit: "people", value: known.people }, { unit: "structures", value: known.structures }],
      }),
    );
    const body: Encoded = { cptsId, asOf, registerOf: practising.registerOf, adhesion: adhesion.map(adhesionView), declared };
    return explain ? { ...body, explanations: [...adhesion.map((one) => explainAdhesion(one, practising, asOf)), ...explanations] } : body;
  });
