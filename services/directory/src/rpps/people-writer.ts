import { searchKey } from "@cpts/reference-data";
import { copyArray, copyValue } from "./copy-text.ts";

/** What a row says of a person. */
export interface PersonRow {
  readonly rpps: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly title: string;
  readonly profession: string;
  readonly skill: string;
  readonly mode: string;
  readonly places: ReadonlyArray<string>;
  readonly activity: string;
}

/** Columns of the staging table, as {@link peopleWriter} fills them. */
export const stagedColumns = ["rpps", "digest_a", "digest_b", "family_name", "given_name", "title", "name_key", "professions", "skills", "modes", "places", "activities"] as const;

/** Two sums over a text: together they differ for texts that differ, but once in 2^64 times (FNV-1a with two primes). */
const digestOf = (text: string): readonly [number, number] => {
  let [a, b] = [0x811c9dc5, 0x01234567];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
  }
  return [a, b];
};

const plainName = /^[A-Z][A-Z' -]*$/u;

/** The form by which a person is found; most names are capitals without accents, for which there is a shorter way. */
export const nameKeyOf = (familyName: string, givenName: string): string => {
  const name = `${familyName} ${givenName}`;
  if (!plainName.test(name)) return searchKey(name);
  const key = name.toLowerCase().replace(/[' -]+/gu, " ").trim();
  return / ?\bste?\b/u.test(key) ? searchKey(name) : key;
};

/** Rows that follow each other and are of one person, put together. */
interface Run {
  readonly first: PersonRow;
  readonly professions: Array<string>;
  readonly skills: Array<string>;
  readonly modes: Array<string>;
  readonly places: Array<string>;
  readonly activities: Array<string>;
}

const add = (list: Array<string>, text: string): void => {
  if (text !== "" && !list.includes(text)) list.push(text);
};

const extend = (run: Run, row: PersonRow): void => {
  add(run.professions, row.profession);
  add(run.skills, row.skill);
  add(run.modes, row.mode);
  for (const place of row.places) add(run.places, place);
  add(run.activities, row.activity);
};

const lineOf = ({ activities, first, modes, places, professions, skills }: Run): string => {
  // Sorted: the same rows in another order are the same person.
  for (const list of [professions, skills, modes, places, activities]) if (list.length > 1) list.sort();
  const { familyName, givenName, rpps, title } = first;
  const content = `${copyValue(familyName)}\t${copyValue(givenName)}\t${title === "" ? "\\N" : copyValue(title)}\t${copyValue(nameKeyOf(familyName, givenName))}\t${copyArray(professions)}\t${copyArray(skills)}\t${copyArray(modes)}\t${copyArray(places)}\t${copyArray(activities)}\n`;
  const [a, b] = digestOf(content);
  return `${rpps}\t${a}\t${b}\t${content}`;
};

/** Puts rows together into people, as lines of a COPY. */
export interface PeopleWriter {
  readonly add: (row: PersonRow) => void;
  /** The lines that are ready; `all` ends the last person too. */
  readonly take: (all: boolean) => string;
}

/** Rows of one person follow each other in the real extract; where they do not, the merge puts them together. */
export const peopleWriter = (): PeopleWriter => {
  let ready = "";
  let run: Run | null = null;
  return {
    add: (row) => {
      if (run === null || run.first.rpps !== row.rpps) {
        if (run !== null) ready += lineOf(run);
        run = { first: row, professions: [], skills: [], modes: [], places: [], activities: [] };
      }
      extend(run, row);
    },
    take: (all) => {
      if (all && run !== null) {
        ready += lineOf(run);
        run = null;
      }
      const text = ready;
      ready = "";
      return text;
    },
  };
};
