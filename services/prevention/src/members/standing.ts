import { Problem } from "@cpts/api/Problem";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { Standing } from "@cpts/domain/MemberStanding";
import { Effect } from "effect";
import { dayIn } from "../sessions/faults.ts";
import type { Unusual } from "../warnings/warning.ts";

/** Whoever has left the CPTS takes no part for it; who never belonged may, when it is meant. */
export const standingFaults = (standing: Standing, on: LocalDate, path: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<Unusual>, Problem> => {
  const day = dayIn(on);
  if (standing === "ended") {
    const message = { fr: `l'adhésion de cette personne à la CPTS est finie au ${day.fr}`, en: `the membership of this person has ended by ${day.en}` };
    return Effect.fail(new Problem({ type: "invalid-request", faults: [{ in: "body", path, code: "membership-ended", message }] }));
  }
  return Effect.succeed(
    standing === "not-a-member"
      ? [{ code: "not-a-member", path, message: { fr: `cette personne n'est pas membre de la CPTS au ${day.fr}`, en: `this person is not a member of the CPTS on ${day.en}` } }]
      : [],
  );
};
