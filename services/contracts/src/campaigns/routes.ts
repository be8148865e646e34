import { contracts } from "@cpts/api/Contracts";
import type { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import type { CampaignId } from "@cpts/domain/ReviewCampaign";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { contractResource } from "../contracts/queries.ts";
import { ownFigures } from "../indicators/queries.ts";
import { placeResource } from "../portfolio/place.ts";
import { answerQuestion, askQuestion, openCampaign } from "./commands.ts";
import { findCampaign, findCampaignRow, listCampaigns, listQuestions } from "./queries.ts";
import { campaignWorkbook } from "./workbook.ts";

const endpoints = contracts.endpoints;
const kind = "review-campaign";

/** A campaign is about the place it was opened for. */
const ofCampaign = ({ params }: { readonly params: { readonly campaign: CampaignId } }) =>
  Effect.map(findCampaignRow(params.campaign), ({ departement, region }) =>
    // Both were checked when the campaign was opened.
    placeResource(kind, { ...(departement === null ? {} : { departement: departement as DepartementCode }), ...(region === null ? {} : { region: region as RegionCode }) }),
  );

export const campaignRoutes = [
  bind(endpoints.openReviewCampaign, ({ body }) => Effect.succeed(placeResource(kind, body)), ({ body }) => Effect.map(Effect.flatMap(openCampaign(body), findCampaign), (campaign) => ({ body: campaign, location: `review-campaigns/${campaign.id}` }))),
  bind(endpoints.listReviewCampaigns, ({ query }) => Effect.succeed(placeResource(kind, query)), ({ query }) => Effect.map(listCampaigns(query), (body) => ({ body }))),
  bind(endpoints.readReviewCampaign, ofCampaign, ({ params }) => Effect.map(findCampaign(params.campaign), (body) => ({ body }))),
  bind(endpoints.exportReviewCampaign, ofCampaign, ({ params }) => Effect.map(campaignWorkbook(params.campaign), (workbook) => ({ workbook }))),
  bind(endpoints.askReviewQuestion, ofCampaign, ({ actor, body, callerName, params }) => Effect.map(askQuestion(params.campaign, body, { actor, callerName }), (question) => ({ body: question }))),
  bind(endpoints.listReviewQuestions, ownFigures, ({ params, query }) => Effect.map(listQuestions(params.id, query), (body) => ({ body }))),
  bind(endpoints.answerReviewQuestion, contractResource, ({ actor, body, callerName, params }) => Effect.map(answerQuestion(params.id, params.question, body.answer, { actor, callerName }), (question) => ({ body: question }))),
];
