import type { ImportCandidate, ImportReason, ImportRow, RowConfirmation } from "@cpts/api/MemberImports";
import { changesOf, type MemberChange } from "./changes.ts";
import { isOfOrganization, judgeOrganization } from "./compare-organizations.ts";
import type { KnownOrganization } from "./known-organizations.ts";
import type { KnownMembership, KnownPerson } from "./people.ts";
import type { MemberRow } from "./read-row.ts";
import { agreement, blank, listOf, shareWord, told } from "./row-views.ts";

type Candidate = typeof ImportCandidate.Encoded;
type Reason = typeof ImportReason.Encoded;
type View = typeof ImportRow.Encoded;

/** What is done with a row; null while somebody has to say. */
export type RowAction =
  | { readonly is: "new-person"; readonly from: KnownPerson | null }
  | { readonly is: "new-organization"; readonly from: KnownOrganization | null; readonly kind: string }
  | { readonly is: "new-member"; readonly who: { readonly professionalId: string } | { readonly organizationId: string } }
  | { readonly is: "change"; readonly membership: KnownMembership; readonly changes: ReadonlyArray<MemberChange> }
  | { readonly is: "nothing" };

/** A row with what becomes of it. */
export interface Judged {
  readonly row: MemberRow;
  readonly view: View;
  readonly action: RowAction | null;
}

const wordsOf = (key: string): string => key.split(" ").toSorted().join(" ");
const sameName = (a: { readonly nameKey: string }, b: { readonly nameKey: string }): boolean => a.nameKey !== "" && wordsOf(a.nameKey) === wordsOf(b.nameKey);
const occupationIn = ({ profession, role }: { readonly profession: string | null; readonly role: string | null }) => [...listOf(profession), ...listOf(role)];

const candidateOf = (row: MemberRow, person: KnownPerson): Candidate => {
  const compared = {
    rpps: agreement(listOf(row.rpps), listOf(person.rpps)),
    name: row.nameKey === "" ? null : sameName(row, person),
    profession: agreement(occupationIn(row), occupationIn({ profession: person.profession, role: person.membership?.role ?? null })),
    commune: agreement(row.communes, person.communes),
  };
  const where = (wanted: boolean) => (["rpps", "name", "profession", "commune"] as const).filter((field) => compared[field] === wanted);
  return {
    professionalId: person.professionalId,
    name: `${person.givenName} ${person.familyName}`,
    rpps: person.rpps,
    profession: person.profession,
    commune: person.communes[0] ?? null,
    isMember: person.membership !== null,
    agrees: where(true),
    differs: where(false),
  };
};

/** How an earlier row of the file stands to this one: it says the same, it may be the same person, or it is another. */
const among = (row: MemberRow, earlier: MemberRow): "same" | "perhaps" | "other" => {
  const number = agreement(listOf(row.rpps), listOf(earlier.rpps));
  if (number !== null) return number ? "same" : "other";
  if (!sameName(row, earlier)) return "other";
  const [occupation, commune] = [agreement(occupationIn(row), occupationIn(earlier)), agreement(row.communes, earlier.communes)];
  return occupation === true && commune === true ? "same" : "perhaps";
};

/** Who is meant, as far as nobody has to say: a person, nobody known yet (`new`), or not to be told. */
type Meant = { readonly person: KnownPerson } | "new" | { readonly reasons: ReadonlyArray<Reason> };

const byNumber = (row: MemberRow, people: ReadonlyArray<KnownPerson>, candidates: ReadonlyArray<Candidate>): Meant => {
  const person = people.find(({ rpps }) => rpps === row.rpps);
  if (person !== undefined) {
    if (row.nameKey === "" || shareWord(row.nameKey, person.nameKey)) return { person };
    return { reasons: [told("name-differs", "ce numéro RPPS est celui d'une personne d'un autre nom", "this RPPS number is that of someone of another name")] };
  }
  if (row.familyName === "" || row.givenName === "") return { reasons: [told("unknown-rpps", "personne n'est connu ici sous ce numéro, et la ligne n'a pas de nom", "nobody is known here by this number, and the row has no name")] };
  // Of the same name with another number: somebody else.
  return candidates.every(({ differs }) => differs.includes("rpps")) ? "new" : { reasons: [told("known-without-rpps", "une personne de ce nom est connue sans numéro RPPS", "someone of this name is known without an RPPS number")] };
};

const byName = (people: ReadonlyArray<KnownPerson>, candidates: ReadonlyArray<Candidate>, namesakes: ReadonlyArray<MemberRow>): Meant => {
  const fitting = candidates.filter(({ differs }) => differs.length === 0);
  const [only, ...others] = fitting;
  // Already a member under this name and profession, and the only one: the row is theirs.
  if (only !== undefined && others.length === 0 && only.isMember && only.agrees.includes("profession")) {
    const person = people.find(({ professionalId }) => professionalId === only.professionalId);
    if (person !== undefined) return { person };
  }
  const homonyms = namesakes.map((one) => told("homonym-in-file", `la ligne ${one.row} porte le même nom : deux personnes, ou une seule ?`, `row ${one.row} has the same name: two people, or one?`));
  if (candidates.length === 0) return homonyms.length === 0 ? "new" : { reasons: homonyms };
  return { reasons: [told("without-rpps", "sans numéro RPPS : est-ce l'une de ces personnes ?", "without an RPPS number: is it one of these people?"), ...homonyms] };
};

const matched = (row: MemberRow, person: KnownPerson, year: number): Judged => {
  const view = { ...blank(row), professionalId: person.professionalId };
  if (!person.isRegistered) return { row, view: { ...view, outcome: "new-member" }, action: { is: "new-person", from: person } };
  if (person.membership === null) return { row, view: { ...view, outcome: "new-member" }, action: { is: "new-member", who: { professionalId: person.professionalId } } };
  const changes = changesOf(row, person.membership, year);
  if (changes.length === 0) return { row, view: { ...view, outcome: "unchanged" }, action: { is: "nothing" } };
  return { row, view: { ...view, outcome: "changed", changes: changes.map(({ field, from, to }) => ({ field, from, to })) }, action: { is: "change", membership: person.membership, changes } };
};

const judgePerson = (row: MemberRow, people: ReadonlyArray<KnownPerson>, before: ReadonlyArray<MemberRow>, namesakes: ReadonlyArray<MemberRow>, said: RowConfirmation | undefined, year: number): Judged => {
  const view = blank(row);
  const same = before.find((earlier) => among(row, earlier) === "same");
  if (same !== undefined && said === undefined) return { row, view: { ...view, outcome: "duplicate", duplicateOf: same.row }, action: { is: "nothing" } };
  const meantPeople = people.filter((person) => sameName(row, person) || (row.rpps !== null && person.rpps === row.rpps));
  const candidates = meantPeople.map((person) => candidateOf(row, person));
  if (said?.as === "existing") {
    const person = meantPeople.find(({ professionalId }) => professionalId === said.professionalId);
    return person === undefined ? { row, view: { ...view, candidates, reasons: [told("no-candidate", "cette personne n'est pas de celles que la ligne peut désigner", "this person is none of those whom the row may mean")] }, action: null } : matched(row, person, year);
  }
  const own = row.membershipId === null ? undefined : people.find(({ membership }) => membership?.id === row.membershipId);
  if (own !== undefined) return matched(row, own, year);
  const meant = said?.as === "new" ? "new" : row.rpps === null ? byName(meantPeople, candidates, namesakes) : byNumber(row, people, candidates);
  if (meant === "new") return { row, view: { ...view, outcome: "new-person" }, action: { is: "new-person", from: null } };
  return "person" in meant ? matched(row, meant.person, year) : { row, view: { ...view, candidates, reasons: meant.reasons }, action: null };
};

/** Who is known of those whom the rows may mean. */
export interface Known {
  readonly people: ReadonlyArray<KnownPerson>;
  readonly organizations: ReadonlyArray<KnownOrganization>;
}

const judge = (row: MemberRow, { organizations, people }: Known, others: ReadonlyArray<MemberRow>, said: RowConfirmation | undefined, year: number): Judged => {
  if (said?.as === "skip") return { row, view: { ...blank(row), reasons: row.faults }, action: { is: "nothing" } };
  if (row.faults.length > 0) return { row, view: { ...blank(row), outcome: "faulty", reasons: row.faults }, action: null };
  if (isOfOrganization(row)) return judgeOrganization(row, organizations, others.filter(isOfOrganization), said, year);
  const persons = others.filter(({ organization }) => organization === null);
  return judgePerson(row, people, persons.filter((one) => one.row < row.row), persons.filter((one) => among(row, one) === "perhaps"), said, year);
};

/** Who a row was found to mean, so that another row of the same is seen. */
const meantBy = ({ action, view }: Judged): string | null => view.professionalId ?? view.organizationId ?? (action?.is === "new-organization" ? (action.from?.finess ?? null) : null);

/** Judges every row, given who is known and what somebody has confirmed. Of two rows that mean one member the second is a duplicate. */
export const compare = (rows: ReadonlyArray<MemberRow>, known: Known, confirmations: ReadonlyArray<RowConfirmation>, year: number): ReadonlyArray<Judged> => {
  const said = new Map(confirmations.map((one) => [one.row, one] as const));
  const sound = rows.filter(({ faults }) => faults.length === 0);
  const taken = new Map<string, number>();
  return rows.map((row) => {
    const judged = judge(row, known, sound.filter((one) => one !== row), said.get(row.row), year);
    const meant = meantBy(judged);
    const first = meant === null ? undefined : taken.get(meant);
    const { organizationId, professionalId } = judged.view;
    if (first !== undefined) return { row, view: { ...blank(row), outcome: "duplicate" as const, professionalId, organizationId, duplicateOf: first }, action: { is: "nothing" as const } };
    if (meant !== null) taken.set(meant, row.row);
    return judged;
  });
};
