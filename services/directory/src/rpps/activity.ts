/**
 * One activity of a person as it is kept: its fields in this order, with U+001F between them. A text rather than a row of its
 * own: nobody looks for an activity, and two million rows fewer make an import twice as fast.
 */
const activityKeys = ["profession", "skill", "mode", "sector", "role", "siret", "finess", "structure", "name", "postalCode", "commune", "place"] as const;
type ActivityKey = (typeof activityKeys)[number];

/** An activity, every field a text that may be empty. */
export type Activity = { readonly [K in ActivityKey]: string };

const between = "\u001f";

export const activityText = (activity: Activity): string => {
  const { commune, finess, mode, name, place, postalCode, profession, role, sector, siret, skill, structure } = activity;
  return [profession, skill, mode, sector, role, siret, finess, structure, name, postalCode, commune, place].join(between);
};

export const activityOf = (text: string): Activity => {
  const values = text.split(between);
  // One value a key, in their order.
  return Object.fromEntries(activityKeys.map((key, index) => [key, values[index] ?? ""])) as Activity;
};

/** The name of a place without what La Poste adds to it: "28200 CHATEAUDUN CEDEX" is Châteaudun. */
export const placeOf = (label: string, cedex: string): string => (label === "" ? cedex.replace(/^\d{5} /u, "") : label).replace(/ CEDEX(?: \d+)?$/iu, "").trim();
