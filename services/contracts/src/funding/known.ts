import { prevention } from "@cpts/api/Prevention";
import { registry } from "@cpts/api/Registry";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import { type Projection, writes } from "@cpts/service-kit/subscriptions/projection";
import { build } from "../database/tables.ts";

/** When letters of intent were validated, as the registry tells it. */
export const letters: Projection = {
  name: "letters-of-intent",
  source: registry.name,
  tables: ["known_letter"],
  handlers: writes(registry.events.letterDecided, ({ cptsId, decision, letterId, on, version }) =>
    decision === "validated"
      ? [
          build
            .insertInto("known_letter")
            .values({ letter_id: letterId, version, cpts_id: cptsId, decided_on: on })
            .onConflict((conflict) => conflict.columns(["letter_id", "version"]).doUpdateSet({ decided_on: on }))
            .compile(),
        ]
      : [build.deleteFrom("known_letter").where("letter_id", "=", letterId).where("version", "=", version).compile()],
  ),
};

/** When crisis plans were published and crises answered, as prevention tells it. */
export const crises: Projection = {
  name: "crises",
  source: prevention.name,
  tables: ["known_crisis_plan", "known_crisis"],
  handlers: {
    ...writes(prevention.events.crisisPlanPublished, ({ cptsId, number, planId, publishedOn }) => [
      build
        .insertInto("known_crisis_plan")
        .values({ plan_id: planId, number, cpts_id: cptsId, published_on: publishedOn })
        .onConflict((conflict) => conflict.columns(["plan_id", "number"]).doNothing())
        .compile(),
    ]),
    ...writes(prevention.events.crisisActivated, ({ activatedAt, crisisId, cptsId }) => [
      build
        .insertInto("known_crisis")
        .values({ crisis_id: crisisId, cpts_id: cptsId, activated_on: parisDateFromInstant(Date.parse(activatedAt)) })
        .onConflict((conflict) => conflict.column("crisis_id").doNothing())
        .compile(),
    ]),
  },
};
