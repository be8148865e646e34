/**
 * Templates of actions: the campaigns of a year, each saying how sure its days are and where they come from.
 *
 * @example
 * ```ts
 * import { campaignEndpoints } from "@cpts/api/CampaignEndpoints"
 *
 * campaignEndpoints.listTemplates.path // => "/v1/campaign-templates"
 * ```
 *
 * @since 0.1.0
 */
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";

const text = Schema.Struct({ fr: Schema.String, en: Schema.String });

/** A campaign of a year, as a template: `code` is what an action to plan names it by. */
export const CampaignTemplate = Schema.Struct({
  code: Code,
  year: Schema.Int,
  title: text,
  objective: Schema.String.annotate({ description: "In French, as an action takes it over" }),
  theme: Code,
  themeLabel: text,
  mission: Code,
  from: LocalDate,
  to: LocalDate.annotate({ description: "The day after the last" }),
  status: Schema.Literals(["fixed", "provisional"]).annotate({ description: "`fixed`: its name or a text fixes its days. `provisional`: they are customary and announced each year, to be checked" }),
  source: Schema.String.annotate({ description: "Where the days come from" }),
  verification: Schema.Literals(["read", "recalled"]).annotate({ description: "Whether the source was read for this list, or named from memory: then look there first" }),
}).annotate({ identifier: "CampaignTemplate" });
export type CampaignTemplate = typeof CampaignTemplate.Type;

/** The templates of one year, and of which years there are some. */
export const CampaignTemplates = Schema.Struct({
  year: Schema.Int,
  years: Schema.Struct({ first: Schema.Int, last: Schema.Int }).annotate({ identifier: "CampaignYears" }),
  items: Schema.Array(CampaignTemplate),
}).annotate({ identifier: "CampaignTemplates" });
export type CampaignTemplates = typeof CampaignTemplates.Type;

/** A year, in digits. */
const Year = Schema.String.annotate({ description: "A year; this one in Paris by default" }).pipe(Schema.check(Schema.isPattern(/^[12][0-9]{3}$/u)));

/** The endpoints of templates. */
export const campaignEndpoints = {
  listTemplates: endpoint({
    id: "campaign-template.list",
    method: "GET",
    path: "/v1/campaign-templates",
    query: Schema.Struct({ year: Schema.optionalKey(Year) }),
    response: CampaignTemplates,
    permission: "action.read",
    summary: { fr: "Les campagnes d'une année, comme modèles d'actions, et ce que l'on sait de leurs dates", en: "The campaigns of a year, as templates of actions, and how sure their days are" },
  }),
};
