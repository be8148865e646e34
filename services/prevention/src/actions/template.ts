import type { NewAction } from "@cpts/api/Prevention";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { LocalDate } from "@cpts/domain/LocalDate";
import { fromLocalDate } from "@cpts/domain/PartialDate";
import type { NewAction as Whole } from "@cpts/domain/PreventionAction";
import { campaignOf } from "@cpts/reference-data";
import { Effect, Schema } from "effect";

const day = Schema.decodeUnknownSync(LocalDate);

const missing = (path: string): FieldFault => ({
  in: "body",
  path: [path],
  code: "missing",
  message: { fr: "à donner, ou un modèle de campagne (template)", en: "to be given, or a template of a campaign" },
});

const unknown = new Problem({
  type: "invalid-request",
  faults: [{ in: "body", path: ["template"], code: "unknown-template", message: { fr: "ce modèle de campagne n'existe pas", en: "there is no such template of a campaign" } }],
});

/** What is said of an action, and what its template says where that is silent. */
export const completed = ({ mission, title, ...said }: Omit<typeof NewAction.Type, "template" | "externalIds">, template: string | undefined): Effect.Effect<Whole, Problem> => {
  const campaign = template === undefined ? null : campaignOf(template);
  if (template !== undefined && campaign === null) return Effect.fail(unknown);
  const whole = { mission: mission ?? campaign?.mission, title: title ?? campaign?.title };
  if (whole.mission === undefined || whole.title === undefined)
    return Effect.fail(new Problem({ type: "invalid-request", faults: [...(whole.mission === undefined ? [missing("mission")] : []), ...(whole.title === undefined ? [missing("title")] : [])] }));
  const given = campaign === null ? {} : { objective: campaign.objective, period: { from: fromLocalDate(day(campaign.from)), to: fromLocalDate(day(campaign.to)) } };
  return Effect.succeed({ ...given, ...said, mission: whole.mission, title: whole.title });
};
