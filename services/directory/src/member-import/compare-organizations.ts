import type { ImportOrganization, ImportReason, RowConfirmation } from "@cpts/api/MemberImports";
import { codeOf } from "@cpts/domain/OpenCode";
import type { Judged } from "./compare.ts";
import { changesOf } from "./changes.ts";
import type { KnownOrganization } from "./known-organizations.ts";
import { allNumbers, type NamedOrganization } from "./named-organization.ts";
import { agreement, blank, listOf, shareWord, told } from "./row-views.ts";
import type { MemberRow } from "./read-row.ts";

type Candidate = typeof ImportOrganization.Encoded;
type Reason = typeof ImportReason.Encoded;

/** A row that names an organization. */
export type OrganizationRow = MemberRow & { readonly organization: NamedOrganization };

export const isOfOrganization = (row: MemberRow): row is OrganizationRow => row.organization !== null;

/** Numbers of one system that differ are two organizations; of different systems they say nothing. */
const numbersAgree = (row: OrganizationRow, one: Pick<KnownOrganization, "finess" | "siret" | "numbers">): boolean | null => {
  const { numbers } = row.organization;
  if (allNumbers(numbers).some((number) => one.numbers.includes(number))) return true;
  return agreement(listOf(numbers.siret), listOf(one.siret)) === false || agreement(listOf(numbers.finess), listOf(one.finess)) === false ? false : null;
};

const candidateOf = (row: OrganizationRow, one: KnownOrganization): Candidate => {
  const { kind, nameKey } = row.organization;
  const compared = { number: numbersAgree(row, one), name: nameKey === "" ? null : one.nameKeys.includes(nameKey), kind: agreement(listOf(kind), listOf(one.kind)), commune: agreement(row.communes, listOf(one.commune)) };
  const where = (wanted: boolean) => (["number", "name", "kind", "commune"] as const).filter((field) => compared[field] === wanted);
  const { commune, finess, name, organizationId, siret } = one;
  return { organizationId, finess, siret, name, kind: one.kind, commune, isMember: one.membership !== null, agrees: where(true), differs: where(false) };
};

const words = (key: string): ReadonlyArray<string> => key.split(" ").filter((word) => word.length > 2);
const mayBeNamed = (nameKey: string, { nameKeys }: KnownOrganization): boolean => nameKey !== "" && nameKeys.some((key) => key === nameKey || (words(nameKey).length > 0 && words(nameKey).every((word) => key.includes(word))));

/** What another row of the file is to this one: the same organization, perhaps the same, or another. */
const among = (row: OrganizationRow, other: OrganizationRow): "same" | "perhaps" | "other" => {
  const [a, b] = [row.organization, other.organization];
  const shared = agreement(allNumbers(a.numbers), allNumbers(b.numbers));
  if (shared === true) return "same";
  if (a.nameKey === "" || a.nameKey !== b.nameKey || agreement(listOf(a.numbers.siret), listOf(b.numbers.siret)) === false || agreement(listOf(a.numbers.finess), listOf(b.numbers.finess)) === false) return "other";
  return agreement(row.communes, other.communes) === false ? "perhaps" : "same";
};

type Meant = { readonly one: KnownOrganization } | "new" | { readonly reasons: ReadonlyArray<Reason> };

const whichOne = () => told("organization-by-name", "est-ce l'une de ces organisations ?", "is it one of these organizations?");

const byNumber = (row: OrganizationRow, numbered: ReadonlyArray<KnownOrganization>): Meant => {
  const [only, ...others] = numbered;
  if (only === undefined || others.length > 0) return { reasons: [told("several-structures", "plusieurs organisations portent ce numéro", "several organizations have this number")] };
  const { nameKey } = row.organization;
  if (nameKey === "" || only.nameKeys.some((key) => shareWord(key, nameKey))) return { one: only };
  return { reasons: [told("name-differs", "ce numéro est celui d'une organisation d'un autre nom", "this number is that of an organization of another name")] };
};

const byName = (row: OrganizationRow, fitting: ReadonlyArray<KnownOrganization>, namesakes: ReadonlyArray<OrganizationRow>): Meant => {
  const members = fitting.filter((one) => one.membership !== null && candidateOf(row, one).agrees.includes("name") && candidateOf(row, one).differs.length === 0);
  const [member, ...others] = members;
  // Already a member by this name, and the only one: the row is its own.
  if (member !== undefined && others.length === 0) return { one: member };
  const homonyms = namesakes.map((one) => told("homonym-in-file", `la ligne ${one.row} porte le même nom : deux organisations, ou une seule ?`, `row ${one.row} has the same name: two organizations, or one?`));
  if (fitting.length > 0) return { reasons: [whichOne(), ...homonyms] };
  return homonyms.length > 0 ? { reasons: homonyms } : "new";
};

const ownOf = (row: OrganizationRow, own: KnownOrganization): Meant => {
  const { nameKey } = row.organization;
  const isIt = nameKey === "" || own.nameKeys.includes(nameKey) || numbersAgree(row, own) === true;
  return isIt ? { one: own } : { reasons: [told("name-differs", `cette adhésion est celle de « ${own.name} »`, `this membership is that of "${own.name}"`)] };
};

const matched = (row: OrganizationRow, one: KnownOrganization, said: RowConfirmation | undefined, year: number): Judged => {
  const view = { ...blank(row), organizationId: one.organizationId };
  if (one.organizationId === null) return asNew(row, one, said);
  if (one.membership === null) return { row, view: { ...view, outcome: "new-member" }, action: { is: "new-member", who: { organizationId: one.organizationId } } };
  const changes = changesOf(row, one.membership, year);
  if (changes.length === 0) return { row, view: { ...view, outcome: "unchanged" }, action: { is: "nothing" } };
  return { row, view: { ...view, outcome: "changed", changes: changes.map(({ field, from, to }) => ({ field, from, to })) }, action: { is: "change", membership: one.membership, changes } };
};

/** Makes an organization known: as FINESS has it, or as the row says. Its kind is told by one of them, or by whoever confirms. */
const asNew = (row: OrganizationRow, from: KnownOrganization | null, said: RowConfirmation | undefined): Judged => {
  const view = blank(row);
  const { kind: written, nameKey, numbers } = row.organization;
  const stays = (...reasons: ReadonlyArray<Reason>): Judged => ({ row, view: { ...view, organizations: from === null ? [] : [candidateOf(row, from)], reasons }, action: null });
  const kind = said?.kind === undefined ? (written ?? from?.kind ?? null) : codeOf(said.kind);
  if (from === null && nameKey === "") return stays(told("unknown-structure", "aucune organisation n'est connue ici sous ce numéro, et la ligne n'a pas de nom", "no organization is known here by this number, and the row has no name"));
  if (from === null && numbers.unclear !== null) return stays(told("number-unclear", "neuf chiffres : un SIREN ou un numéro FINESS ? dites ce que contient la colonne", "nine digits: a SIREN or a FINESS number? say what the column holds"));
  if (kind === null) return stays(told("kind-needed", "de quel type de structure s'agit-il ? une colonne « Type de structure », ou la confirmation, le dit", "what kind of structure is it? a column \"Type de structure\", or the confirmation, says it"));
  return { row, view: { ...view, outcome: from === null ? "new-organization" : "new-member" }, action: { is: "new-organization", from, kind } };
};

const confirmed = (row: OrganizationRow, candidates: ReadonlyArray<KnownOrganization>, said: RowConfirmation, year: number): Judged => {
  const isSaid = (one: KnownOrganization): boolean => (said.organizationId === undefined ? said.finess !== undefined && one.organizationId === null && one.finess === said.finess : one.organizationId === said.organizationId);
  const one = candidates.find(isSaid);
  if (one !== undefined) return matched(row, one, said, year);
  const reasons = [told("no-candidate", "cette organisation n'est pas de celles que la ligne peut désigner", "this organization is none of those which the row may mean")];
  return { row, view: { ...blank(row), organizations: candidates.map((each) => candidateOf(row, each)), reasons }, action: null };
};

/** Judges a row that names an organization, given those that are known, the other such rows of the file, and what somebody confirmed. */
export const judgeOrganization = (row: OrganizationRow, all: ReadonlyArray<KnownOrganization>, others: ReadonlyArray<OrganizationRow>, said: RowConfirmation | undefined, year: number): Judged => {
  const same = others.find((one) => one.row < row.row && among(row, one) === "same");
  if (same !== undefined && said === undefined) return { row, view: { ...blank(row), outcome: "duplicate", duplicateOf: same.row }, action: { is: "nothing" } };
  const own = row.membershipId === null ? undefined : all.find(({ membership }) => membership?.id === row.membershipId);
  const numbered = all.filter((one) => numbersAgree(row, one) === true);
  const named = all.filter((one) => !numbered.includes(one) && numbersAgree(row, one) !== false && mayBeNamed(row.organization.nameKey, one));
  const candidates = [...new Set([...numbered, ...named, ...(own === undefined ? [] : [own])])];
  if (said?.as === "existing") return confirmed(row, candidates, said, year);
  if (said?.as === "new") return asNew(row, null, said);
  const meant = own !== undefined ? ownOf(row, own) : numbered.length > 0 ? byNumber(row, numbered) : byName(row, named, others.filter((one) => among(row, one) === "perhaps"));
  if (meant === "new") return row.organization.isCertain ? asNew(row, null, said) : nameless(row);
  return "one" in meant ? matched(row, meant.one, said, year) : { row, view: { ...blank(row), organizations: candidates.map((one) => candidateOf(row, one)), reasons: meant.reasons }, action: null };
};

const nameless = (row: OrganizationRow): Judged => {
  const reasons = [told("nameless", "ni prénom ni numéro RPPS ; si c'est une organisation, dites son type de structure", "neither given name nor RPPS number; if it is an organization, say its kind of structure")];
  return { row, view: { ...blank(row), outcome: "faulty", reasons }, action: null };
};
