import type { LearnedTerritory } from "@cpts/api/CptsViews";
import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { readUpTo } from "@cpts/service-kit/http/positions";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";

type Encoded = typeof LearnedTerritory.Encoded;

const notLearned = (asOf: LocalDate): Problem =>
  new Problem({
    type: "not-found",
    detail: { fr: `L'annuaire ne connaît pas de territoire de cette CPTS au ${asOf}.`, en: `The directory knows no territory of this CPTS on ${asOf}.` },
  });

/** The territory of a CPTS on a date, as learned from the registry so far. */
export const findLearnedTerritory = (id: CptsId, asOf: LocalDate) =>
  Effect.gen(function* () {
    const learnedAt = yield* readUpTo(registry.name);
    const row = yield* territoryOn(id, asOf);
    if (row === undefined) return yield* notLearned(asOf);
    const body: Encoded = {
      cptsId: row.cpts_id,
      name: row.name ?? "",
      asOf,
      certainty: row.certain ? "yes" : "unknown",
      validFrom: row.valid_from,
      validTo: row.valid_to,
      communes: row.communes,
      // The events came through their schemas.
      parts: row.parts as Encoded["parts"],
      prose: row.prose,
      provenance: row.provenance as Encoded["provenance"],
      learnedAt,
    };
    return body;
  });
