import { directory } from "@cpts/api/Directory";
import { NewBody, type BodyView } from "@cpts/api/GovernanceViews";
import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import { withoutWords } from "@cpts/domain/GovernanceEvents";
import type { BodyId } from "@cpts/domain/GovernanceBody";
import { earliest, latest, type PartialDate } from "@cpts/domain/PartialDate";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import { requirePlausible } from "../../database/plausible-dates.ts";
import { write } from "../../database/tables.ts";
import { withDiscrepancies } from "../../discrepancies/record.ts";

const encodeBody = Schema.encodeSync(NewBody);

export const jsonOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

export const namelessGroup = new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["name"], code: "body.name-of-group", message: { fr: "un groupe de travail a un nom", en: "a working group has a name" } }] });

const yearless = new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["validTo"], code: "body.end-without-year", message: { fr: "donnez au moins l'année de la fin", en: "give at least the year of the end" } }] });

/** The columns of the period of a body; an end has a year, or nobody could tell whether it is over. */
export const periodOfBody = (validFrom: PartialDate | null, validTo: PartialDate | null) => {
  const last = validTo === null ? "infinity" : latest(validTo);
  if (last === null) return Effect.fail(yearless);
  return Effect.succeed({ valid_from: validFrom, valid_to: validTo, first_day: (validFrom === null ? null : earliest(validFrom)) ?? "-infinity", end_day: last });
};

/** Keeps what a document declares of a body, or of a working group. */
export const declareBody = (cptsId: CptsId, input: NewBody) =>
  withDiscrepancies(
    cptsId,
    Effect.gen(function* () {
      // The platform's ids are UUIDs.
      const id = (yield* (yield* Ids).next) as BodyId;
      const { composition = null, declaredProfessionCount = null, declaredSize = null, externalIds = [], kind, missions = [], name = null, provenance, purpose = null, rules = null, validFrom = null, validTo = null } = encodeBody(input);
      if (kind === "working-group" && name === null) return yield* namelessGroup;
      yield* requirePlausible({ validFrom: input.validFrom, validTo: input.validTo });
      const period = yield* periodOfBody(input.validFrom ?? null, input.validTo ?? null);
      const recordedOn = yield* today;
      yield* write((db) =>
        db
          .insertInto("governance_body")
          .values({
            id, cpts_id: cptsId, kind, declared_size: jsonOrNull(declaredSize), declared_profession_count: jsonOrNull(declaredProfessionCount), composition, name, purpose, missions, rules: jsonOrNull(rules),
            ...period, recorded_on: recordedOn, provenance: JSON.stringify(provenance),
          })
          .execute(),
      );
      yield* claimExternalIds("body", id, externalIds);
      yield* record(directory.events.bodyDeclared, {
        aggregateId: id,
        aggregateVersion: 1,
        data: {
          bodyId: id,
          cptsId,
          kind: input.kind,
          declaredSize: input.declaredSize ?? null,
          declaredProfessionCount: input.declaredProfessionCount ?? null,
          missions: input.missions ?? [],
          validFrom: input.validFrom ?? null,
          validTo: input.validTo ?? null,
          provenance: withoutWords(input.provenance),
        },
      });
      const view: typeof BodyView.Encoded = { id, cptsId, kind, declaredSize, declaredProfessionCount, composition, name, purpose, missions, validFrom, validTo, rules, provenance, externalIds, version: 1 };
      return view;
    }),
  );
