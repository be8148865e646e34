import type { CareYearView } from "@cpts/api/CareViews";
import type { Actor } from "@cpts/domain/Access";
import { careKinds, careMeasures } from "@cpts/domain/CareParticipation";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { hide } from "@cpts/domain/SmallCounts";
import { Effect } from "effect";
import { rankOf, sightOf } from "../professionals/sight.ts";
import { explainKind, explainMeasure, explainRate } from "./explanations.ts";
import { generalPractitionersOn, participantsOn, rateOf, totalsOf } from "./figures.ts";
import { rankIn } from "./queries.ts";

type Encoded = typeof CareYearView.Encoded;

const labelIn = (list: ReadonlyArray<{ readonly code: string; readonly fr: string; readonly en: string }>, code: string) => {
  const found = list.find((one) => one.code === code);
  return found === undefined ? null : { fr: found.fr, en: found.en };
};

/**
 * Participation on a day and the counts of a year. Who is not of the CPTS gets no small count, and neither the sum beside the
 * declared count nor a rate whose numerator is small: either would give one away.
 */
export const careYearOf = (cptsId: CptsId, { asOf, explain, year }: { readonly year: number; readonly asOf: LocalDate; readonly explain: boolean }, actor: Actor) =>
  Effect.gen(function* () {
    const isMasked = rankIn(yield* sightOf(actor, "care.read"), cptsId) < rankOf("cpts");
    const count = isMasked ? hide : (value: number) => value;
    const participants = yield* participantsOn(cptsId, asOf);
    const practising = yield* generalPractitionersOn(cptsId, asOf);
    const { numerator, unknownBecause, value } = rateOf(participants, practising);
    const totals = yield* totalsOf(cptsId, year);
    const kinds = participants.flatMap((one) => (one.kind === null ? [] : [{ ...one, kind: one.kind }]));
    const isRateShown = !isMasked || hide(numerator) !== null;
    const body: Encoded = {
      cptsId,
      year,
      asOf,
      isMasked,
      participation: kinds.map(({ generalPractitioners, kind, participants: certain, perhaps }) => ({ kind, label: labelIn(careKinds, kind), participants: count(certain), perhaps: count(perhaps), generalPractitioners: count(generalPractitioners) })),
      practisingGeneralPractitioners: practising.practising,
      rate: isRateShown ? value : null,
      unknownBecause,
      counts: totals.map(({ difference, measure, summed, value: total }) => ({ measure, label: labelIn(careMeasures, measure), value: total === null ? null : count(total), summed: isMasked ? null : summed, difference: isMasked ? null : difference })),
    };
    if (!explain) return body;
    return { ...body, explanations: [...kinds.map((one) => explainKind(one, asOf, isMasked)), ...(isRateShown ? [explainRate(numerator, practising, asOf)] : []), ...totals.map((one) => explainMeasure(one, year, isMasked))] };
  });
