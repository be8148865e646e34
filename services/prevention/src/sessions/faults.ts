import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { Bilingual } from "@cpts/api/Endpoint";
import type { Warning } from "@cpts/api/SessionViews";
import type { Session, SessionState } from "@cpts/domain/Session";
import type { SessionClosed, SessionNotBegun, SessionTimeProblem, SessionTimesRefused, SessionWithoutDate } from "@cpts/domain/SessionPlanning";
import { formatEn, formatFr, fromLocalDate } from "@cpts/domain/PartialDate";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { ProfessionStaffing } from "@cpts/domain/SessionStaffing";
import { labelOf, professions } from "@cpts/reference-data";

/** A day in both languages. */
export const dayIn = (day: LocalDate): Bilingual => ({ fr: formatFr(fromLocalDate(day)), en: formatEn(fromLocalDate(day)) });

const timeFault = (problem: SessionTimeProblem): Pick<FieldFault, "code" | "message" | "suggestion"> => {
  switch (problem._tag) {
    case "TimeSkipped": {
      const day = dayIn(problem.date);
      return {
        code: "time-skipped",
        message: {
          fr: `${problem.time} n'existe pas le ${day.fr} à Paris : l'heure d'été passe de 2 h à ${problem.next}`,
          en: `${problem.time} does not exist on ${day.en} in Paris: summer time goes from 02:00 to ${problem.next}`,
        },
        suggestion: problem.next,
      };
    }
    case "TimeRepeated": {
      const day = dayIn(problem.date);
      return {
        code: "time-repeated",
        message: {
          fr: `${problem.time} vient deux fois le ${day.fr} à Paris : précisez "occurrence", "first" (heure d'été) ou "second" (heure d'hiver)`,
          en: `${problem.time} comes twice on ${day.en} in Paris: say "occurrence", "first" (summer time) or "second" (winter time)`,
        },
      };
    }
    case "EndNotAfterStart":
      return { code: "end-not-after-start", message: { fr: "une séance finit après son début", en: "a session ends after it starts" } };
    case "TooLong":
      return {
        code: "session-too-long",
        message: { fr: `une séance dure ${problem.mostDays} jours au plus : au-delà, ce sont plusieurs séances`, en: `a session lasts ${problem.mostDays} days at most: beyond, it is several sessions` },
      };
  }
};

const stateWords: { readonly [S in SessionState]: Bilingual } = {
  planned: { fr: "est planifiée", en: "is planned" },
  postponed: { fr: "est reportée, sans date encore", en: "is put off, without a date yet" },
  cancelled: { fr: "est annulée", en: "is cancelled" },
  held: { fr: "a eu lieu", en: "was held" },
};

/** The session is in a state from which this is not possible. */
export const closed = (state: SessionState): Problem =>
  new Problem({ type: "illegal-transition", detail: { fr: `Cette séance ${stateWords[state].fr} : ce n'est plus possible.`, en: `This session ${stateWords[state].en}: this is not possible any more.` } });

/** What the rules of sessions refuse, as the problem of a request. */
export const problemOf = (failure: SessionTimesRefused | SessionClosed | SessionNotBegun | SessionWithoutDate): Problem => {
  switch (failure._tag) {
    case "SessionTimesRefused":
      return new Problem({ type: "invalid-request", faults: failure.problems.map((problem) => ({ in: "body", path: problem.path, ...timeFault(problem) })) });
    case "SessionClosed":
      return closed(failure.state);
    case "SessionNotBegun":
      return new Problem({
        type: "illegal-transition",
        detail: { fr: `Cette séance n'a pas commencé (${failure.startsAt}, temps universel) : elle n'a pas encore de résultats.`, en: `This session has not begun (${failure.startsAt}): it has no results yet.` },
      });
    case "SessionWithoutDate":
      return closed("postponed");
  }
};

/** Professionals that a session needs are missing. */
export const professionMissing = ({ missing, needed, profession }: ProfessionStaffing): Warning => {
  const fr = labelOf(professions, profession) ?? profession;
  return {
    code: "profession-missing",
    message: { fr: `il manque ${missing} sur ${needed} pour cette séance : ${fr} (${profession})`, en: `${missing} of ${needed} are missing for this session: ${fr} (${profession})` },
  };
};

/** Somebody who comes is at another session at the new time. */
export const overlappingThen = (who: string, id: string, at: Pick<Session, "start">, communeName: string): Bilingual => {
  const day = dayIn(at.start.date);
  return {
    fr: `${who}, inscrit ici, l'est aussi à la séance ${id} du ${day.fr} à ${at.start.time}, ${communeName}`,
    en: `${who}, who comes here, has also signed up for session ${id} on ${day.en} at ${at.start.time}, ${communeName}`,
  };
};

/** The action is cancelled: nothing more is planned in it. */
export const actionCancelled = (): Problem =>
  new Problem({ type: "illegal-transition", detail: { fr: "Cette action est annulée : elle ne prend plus de séance.", en: "This action is cancelled: it takes no more sessions." } });

/** Somebody is at another session at that time. */
export const overlapping = (id: string, at: Pick<Session, "start">, communeName: string): Bilingual => {
  const day = dayIn(at.start.date);
  return {
    fr: `cette personne est déjà inscrite à la séance ${id} du ${day.fr} à ${at.start.time}, ${communeName}`,
    en: `this person is already signed up for session ${id} on ${day.en} at ${at.start.time}, ${communeName}`,
  };
};
