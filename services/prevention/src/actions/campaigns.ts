import type { CampaignTemplates } from "@cpts/api/CampaignEndpoints";
import { campaignsOf, campaignYears, entryOf, preventionThemes, type Campaign } from "@cpts/reference-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";

type View = typeof CampaignTemplates.Encoded;

const viewOf = ({ title, titleEn, ...campaign }: Campaign): View["items"][number] => {
  const theme = entryOf(preventionThemes, campaign.theme);
  const fr = theme?.label ?? campaign.theme;
  return { ...campaign, title: { fr: title, en: titleEn }, themeLabel: { fr, en: theme?.labelEn ?? fr } };
};

/** The templates of a year; of this one in Paris where none is said. */
export const listTemplates = (asked: string | undefined) =>
  Effect.map(today, (day): View => {
    const year = Number(asked ?? day.slice(0, 4));
    return { year, years: campaignYears, items: campaignsOf(year).map(viewOf) };
  });
