import { activityOf, type Activity } from "../rpps/activity.ts";

/** Someone as the mirror of the register keeps them. */
export interface MirrorRow {
  readonly id: string;
  readonly version: number;
  readonly rpps: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly title: string | null;
  readonly professions: ReadonlyArray<string>;
  readonly skills: ReadonlyArray<string>;
  readonly modes: ReadonlyArray<string>;
  readonly activities: ReadonlyArray<Activity>;
  readonly changedAt: string;
}

// No field of the register holds a control character: the import makes spaces of them.
const betweenFields = "\u001d";
const betweenItems = "\u001e";

/**
 * A row of `rpps_professional` (under the name `m`) as one text. node-postgres takes as long over the columns and arrays of a
 * page as over all the rest of it (infra/bench, `directory-search`).
 */
export const packed = `concat_ws(chr(29), m.version, m.rpps, m.family_name, m.given_name, coalesce(m.title, ''), ${["professions", "activity_skills", "skills", "modes", "activities"]
  .map((list) => `array_to_string(m.${list}, chr(30))`)
  .join(", ")}, m.changed_at)`;

const listOf = (text: string): ReadonlyArray<string> => (text === "" ? [] : text.split(betweenItems));

/** The file of skills and that of activities may say the same. */
const allSkills = (ofActivities: ReadonlyArray<string>, others: ReadonlyArray<string>): ReadonlyArray<string> => (others.length === 0 ? ofActivities : [...new Set([...ofActivities, ...others])].toSorted());

/** Most people were last changed by one import: its instant is written once. */
const instants = () => {
  let [last, iso] = ["", ""];
  return (text: string): string => {
    if (text !== last) [last, iso] = [text, new Date(text).toISOString()];
    return iso;
  };
};
const instantOf = instants();

/** The row that was {@link packed}. */
export const unpackedRow = (id: string, text: string): MirrorRow => {
  const [version = "", rpps = "", familyName = "", givenName = "", title = "", professions = "", activitySkills = "", skills = "", modes = "", activities = "", changedAt = ""] = text.split(betweenFields);
  return {
    id,
    version: Number(version),
    rpps: rpps.padStart(11, "0"),
    familyName,
    givenName,
    title: title === "" ? null : title,
    professions: listOf(professions),
    skills: allSkills(listOf(activitySkills), listOf(skills)),
    modes: listOf(modes),
    activities: listOf(activities).map(activityOf),
    changedAt: instantOf(changedAt),
  };
};
