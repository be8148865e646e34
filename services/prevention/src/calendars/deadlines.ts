import { contracts } from "@cpts/api/Contracts";
import { jsonOf } from "@cpts/api/EventType";
import { writes, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { build } from "../database/tables.ts";
import { missionLabel } from "../missions/labels.ts";

const { deadlineAnnounced, deadlineReached, deadlineWithdrawn } = contracts.events;

/** The deadlines of contracts, as far as a calendar is concerned. */
export const knownDeadlines: Projection = {
  name: "deadlines",
  source: contracts.name,
  tables: ["known_deadline"],
  handlers: {
    ...writes(deadlineAnnounced, (data, { aggregateversion: version }) => {
      const { cptsId, deadlineId: id, kind, metOn, missions, on } = jsonOf(deadlineAnnounced, data);
      const content = { cpts_id: cptsId, kind, on_day: on, missions, met_on: metOn, is_withdrawn: false, version };
      return [build.insertInto("known_deadline").values({ id, ...content }).onConflict((conflict) => conflict.column("id").doUpdateSet(content)).compile()];
    }),
    ...writes(deadlineReached, (data, { aggregateversion: version }) => {
      const { cptsId, deadlineId: id, kind, missions, on } = jsonOf(deadlineReached, data);
      const content = { cpts_id: cptsId, kind, on_day: on, missions, is_withdrawn: false, version };
      return [build.insertInto("known_deadline").values({ id, ...content }).onConflict((conflict) => conflict.column("id").doUpdateSet(content)).compile()];
    }),
    ...writes(deadlineWithdrawn, (data, { aggregateversion: version }) => {
      const { deadlineId } = jsonOf(deadlineWithdrawn, data);
      return [build.updateTable("known_deadline").set({ is_withdrawn: true, version }).where("id", "=", deadlineId).compile()];
    }),
  },
};

const wordsOf = (kind: string, missions: string): string => {
  switch (kind) {
    case "mission-start":
      return `Échéance : démarrage de la mission ${missions}`;
    case "mission-deployment":
      return `Échéance : déploiement complet de la mission ${missions}`;
    case "contract-anniversary":
      return "Anniversaire du contrat";
    case "expiry-in-6-months":
      return "Fin du contrat dans six mois";
    default:
      return `Échéance : ${kind}`;
  }
};

/** A deadline as a calendar names it. */
export const titleOfDeadline = (kind: string, missions: ReadonlyArray<string>, metOn: string | null): string =>
  `${wordsOf(kind, missions.map((code) => missionLabel(code).fr).join(", "))}${metOn === null ? "" : " (fait)"}`;
