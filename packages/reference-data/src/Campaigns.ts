/**
 * Campaigns of prevention that come back every year, as templates of actions. Their months are customary; the exact days are
 * announced each year by who leads them, so each entry says how sure it is: `provisional` where only the habit is known. Their
 * sources are named from memory and were not read for this list (`verification`): whoever relies on a day looks there first.
 *
 * @example
 * ```ts
 * import { campaignOf, campaignsOf } from "@cpts/reference-data";
 *
 * campaignsOf(2026).length; // => 7
 * campaignOf("octobre-rose-2026")?.from; // => "2026-10-01"
 * campaignOf("octobre-rose-1999"); // => null
 * ```
 */

/** How far the days of a campaign can be trusted: fixed by its own name or text, or only customary. */
export type CampaignStatus = "fixed" | "provisional";

/** A campaign of one year. `to` is the day after the last. */
export interface Campaign {
  /** What an action names it by: the campaign and the year. */
  readonly code: string;
  readonly year: number;
  readonly title: string;
  readonly titleEn: string;
  readonly objective: string;
  readonly theme: string;
  readonly mission: string;
  readonly from: string;
  readonly to: string;
  readonly source: string;
  readonly status: CampaignStatus;
  /** `recalled`: the source was named, not read. */
  readonly verification: "recalled";
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  readonly objective: string;
  readonly theme: string;
  readonly from: readonly [yearLater: 0 | 1, day: string];
  readonly to: readonly [yearLater: 0 | 1, day: string];
  readonly source: string;
  readonly status: CampaignStatus;
}

const rows: readonly Row[] = [
  { id: "mars-bleu", title: "Mars bleu", titleEn: "Blue March", objective: "Dépistage du cancer colorectal", theme: "depistage-cancer-colorectal", from: [0, "03-01"], to: [0, "04-01"], source: "Month of the name; led by the Institut national du cancer", status: "fixed" },
  { id: "semaine-vaccination", title: "Semaine européenne de la vaccination", titleEn: "European Immunization Week", objective: "Mise à jour des vaccinations", theme: "vaccination", from: [0, "04-23"], to: [0, "05-01"], source: "World Health Organization, Europe: last week of April, days announced each year", status: "provisional" },
  { id: "octobre-rose", title: "Octobre rose", titleEn: "Pink October", objective: "Dépistage du cancer du sein", theme: "depistage-cancer-sein", from: [0, "10-01"], to: [0, "11-01"], source: "Month of the name; led by the Institut national du cancer", status: "fixed" },
  { id: "grippe", title: "Vaccination contre la grippe", titleEn: "Influenza vaccination", objective: "Vaccination des personnes à risque", theme: "vaccination", from: [0, "10-13"], to: [1, "02-01"], source: "Assurance maladie: opens in October, days announced each year", status: "provisional" },
  { id: "mois-sans-tabac", title: "Mois sans tabac", titleEn: "Tobacco-free month", objective: "Accompagner l'arrêt du tabac", theme: "addictions", from: [0, "11-01"], to: [0, "12-01"], source: "Santé publique France: the month of November", status: "fixed" },
  { id: "diabete", title: "Journée mondiale du diabète", titleEn: "World Diabetes Day", objective: "Repérage du diabète", theme: "diabete", from: [0, "11-14"], to: [0, "11-15"], source: "United Nations, resolution A/RES/61/225: 14 November", status: "fixed" },
  { id: "sida", title: "Journée mondiale de lutte contre le sida", titleEn: "World AIDS Day", objective: "Dépistage du VIH", theme: "sante-sexuelle", from: [0, "12-01"], to: [0, "12-02"], source: "World Health Organization: 1 December", status: "fixed" },
];

/** The first and the last year there are templates of. */
export const campaignYears = { first: 2024, last: 2030 } as const;

/** The campaigns of a year, in the order in which they begin; none outside {@link campaignYears}. */
export const campaignsOf = (year: number): readonly Campaign[] =>
  year < campaignYears.first || year > campaignYears.last || !Number.isInteger(year)
    ? []
    : rows.map(({ from, id, to, ...same }) => ({ ...same, code: `${id}-${year}`, year, mission: "PREVENTION", verification: "recalled", from: `${year + from[0]}-${from[1]}`, to: `${year + to[0]}-${to[1]}` }));

/** The campaign of a code, or null. */
export const campaignOf = (code: string): Campaign | null => campaignsOf(Number(code.slice(-4))).find((campaign) => campaign.code === code) ?? null;
