/** A field of one activity of a person. Kept as one text with U+001F between the fields: nobody looks for an activity by itself. */
type ActivityKey = "profession" | "skill" | "mode" | "sector" | "role" | "siret" | "finess" | "structure" | "name" | "postalCode" | "commune" | "place";

/** An activity, every field a text that may be empty. */
export type Activity = { readonly [K in ActivityKey]: string };

const between = "\u001f";

export const activityOf = (text: string): Activity => {
  const [profession = "", skill = "", mode = "", sector = "", role = "", siret = "", finess = "", structure = "", name = "", postalCode = "", commune = "", place = ""] = text.split(between);
  return { profession, skill, mode, sector, role, siret, finess, structure, name, postalCode, commune, place };
};

/** The name of a place without what La Poste adds to it: "28200 CHATEAUDUN CEDEX" is Châteaudun. */
export const placeOf = (label: string, cedex: string): string => (label === "" ? cedex.replace(/^\d{5} /u, "") : label).replace(/ CEDEX(?: \d+)?$/iu, "").trim();
