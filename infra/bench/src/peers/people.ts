import type { QueryResultRow } from "pg";

/** People as the directory tells of them, by hand: the same JSON from the same rows. */
const orNull = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);
const listOf = (text: string): ReadonlyArray<string> => (text === "" ? [] : text.split("\u001e"));

const activityOf = (text: string) => {
  const [profession, skill, mode, sector, role, siret, finess, structure, name, postalCode, commune, place] = text.split("\u001f");
  return {
    profession: orNull(profession),
    skill: orNull(skill),
    practiceMode: orNull(mode),
    sector: orNull(sector),
    role: orNull(role),
    structure: { id: orNull(structure), finess: orNull(finess), siret: orNull(siret), name: orNull(name) },
    postalCode: orNull(postalCode),
    commune: orNull(commune),
    place: orNull(place),
  };
};

const generalMedicine = new Set(["SM26", "SM53", "SM54"]);
const practitionerOf = (professions: ReadonlyArray<string>, skills: ReadonlyArray<string>): string => {
  if (!professions.includes("10")) return "no";
  if (skills.some((code) => generalMedicine.has(code))) return "yes";
  return skills.some((code) => code.startsWith("SM")) ? "no" : "no-speciality";
};

const modeOf = (modes: ReadonlyArray<string>): string | null => (modes.length === 1 ? (modes[0] ?? null) : modes.includes("L") && modes.includes("S") ? "I" : null);
const provenance = { status: "sourced", source: { document: "RPPS, extraction en libre accès (Agence du numérique en santé)" } };

const personOf = (row: QueryResultRow) => {
  const [professions, skills, modes] = [listOf(row["professions"]), listOf(row["skills"]), listOf(row["modes"])];
  return {
    id: row["id"],
    familyName: row["family_name"],
    givenName: row["given_name"],
    title: row["title"],
    rpps: row["rpps"],
    profession: row["profession"],
    skills,
    practiceMode: modeOf(modes),
    visibility: "public",
    cptsId: null,
    provenance,
    externalIds: [],
    warnings: [],
    version: row["version"],
    register: { professions, skills, practiceModes: modes, generalPractitioner: practitionerOf(professions, skills), activities: listOf(row["activities"]).map(activityOf), changedAt: row["changed_at"] },
  };
};

const list = "people";

/** Where a page begins after; null for the first one. */
export const placeOf = (cursor: string | undefined): readonly [key: string, id: string] | null =>
  cursor === undefined ? null : (JSON.parse(Buffer.from(cursor, "base64url").toString()) as { readonly after: readonly [string, string] }).after;

const limit = 20;

/** A page of twenty people, out of one more than that. */
export const pageOf = (rows: ReadonlyArray<QueryResultRow>) => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length <= limit || last === undefined ? null : Buffer.from(JSON.stringify({ list, after: [last["name_key"], last["id"]] })).toString("base64url");
  return { items: items.map(personOf), nextCursor };
};
