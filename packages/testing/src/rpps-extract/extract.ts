import { activityColumns, qualificationColumns, skillColumns } from "./columns.ts";
import { mostPeople } from "./fake-number.ts";
import { fakePerson, type FakePerson, type FakeSite } from "./people.ts";

/** What an extract holds. */
export interface ExtractOptions {
  /** How many different people; about 2.2 rows each. */
  readonly people: number;
  readonly seed?: number;
  /** Number of the first of them, so that two extracts can share some people. */
  readonly from?: number;
  /** Changes or leaves out a person: null is nobody. */
  readonly each?: (person: FakePerson) => FakePerson | null;
}

const titles = { DR: "Docteur", M: "Monsieur", MME: "Madame" };

/** One row of the activities, without its end of line. */
export const activityRow = (person: FakePerson, site: FakeSite): string => {
  const { family, given, profession, rpps, skill, title } = person;
  const [skillCode, skillLabel] = skill ?? ["", ""];
  const isDoctor = title === "DR";
  const address = ["", "", "12", "", "RUE", "Rue", "DES ESSAIS", "", site.cedex, site.postalCode, site.commune, site.place, "99100", "France", "", "", "", ""];
  return [
    "8", rpps, `8${rpps}`, isDoctor ? "DR" : "", isDoctor ? titles.DR : "", isDoctor ? "M" : title, isDoctor ? titles.M : titles[title], family, given,
    ...profession, "C", "Civil", skill === null ? "" : "S", skill === null ? "" : "Spécialité ordinale", skillCode, skillLabel, site.mode, { L: "Libéral", S: "Salarié", B: "Bénévole" }[site.mode],
    site.siret, site.siret.slice(0, 9), site.finess, "", site.structure, site.name, "", ...address, site.commune.slice(0, 2), "", "", "CNOM/CNOM",
    site.sector, "", "", "", "", "", "GENR01", "Activité standard de soin ou de pharmacien", "",
  ].join("|");
};

const pieceLength = 65_536;

function* pieces(header: ReadonlyArray<string>, { people, seed = 1, from = 0, each = (person) => person }: ExtractOptions, rowsOf: (person: FakePerson) => ReadonlyArray<string>): Generator<Buffer> {
  if (from + people > mostPeople) throw new Error(`there is room for ${mostPeople} people`);
  let text = `${header.join("|")}|\n`;
  for (let n = from; n < from + people; n += 1) {
    const person = each(fakePerson(n, seed));
    if (person === null) continue;
    for (const row of rowsOf(person)) text += `${row}\n`;
    if (text.length < pieceLength) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}

/** An extract of activities as the register publishes it, piece by piece: never whole in memory. */
export const activityExtract = (options: ExtractOptions): Generator<Buffer> => pieces(activityColumns, options, (person) => person.sites.map((site) => activityRow(person, site)));

/** The file of skills of the same people. */
export const skillExtract = (options: ExtractOptions): Generator<Buffer> =>
  pieces(skillColumns, options, ({ family, given, profession, rpps, skill }) =>
    skill === null ? [] : [["8", rpps, `8${rpps}`, family, given, ...profession, "C", "Civil", "S", "Spécialité ordinale", ...skill, ""].join("|")],
  );

const diploma = ({ profession: [code, label] }: FakePerson) => ["DE", "Diplôme d'Etat français", `DE9${code}`, `Diplôme d'essai : ${label}`];
const nothing = ["", "", "", ""];

/** The file of diplomas and authorisations of the same people: a diploma each, and an authorisation of every tenth in a row of its own. */
export const qualificationExtract = (options: ExtractOptions): Generator<Buffer> =>
  pieces(qualificationColumns, options, (person) => {
    const { family, given, rpps } = person;
    const who = ["8", rpps, `8${rpps}`, family, given];
    const authorization = [...who, ...nothing, "AE9", "Autorisation d'essai", "", "", ""];
    return [[...who, ...diploma(person), ...nothing, ""], ...(rpps.at(-2) === "7" ? [authorization] : [])].map((row) => row.join("|"));
  });
