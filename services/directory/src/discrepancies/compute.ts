import { withoutQuote } from "@cpts/domain/GovernanceEvents";
import { discrepancy, type Discrepancy } from "@cpts/domain/Discrepancy";
import { conflictsEver, lastKnownDay, type OfficeConflict } from "@cpts/domain/Governance";
import { detailsOf as detailsOfBody, verify } from "@cpts/domain/GovernanceBody";
import type { Source } from "@cpts/domain/Source";
import { cptsRoles, entryOf } from "@cpts/reference-data";
import type { NamedWords } from "../professionals/named-words.ts";
import { declaredOf, knownMembers, seatsOn, type StoredBody, type StoredStatement } from "../governance/stored.ts";
import { detailsOf as detailsOfRemainder, remaindersIn, type StoredHeadcount } from "../headcounts/stored.ts";

/** All that documents declare of one CPTS here, with the known professions and the names of those they name. */
export interface Declared {
  readonly statements: ReadonlyArray<StoredStatement>;
  readonly bodies: ReadonlyArray<StoredBody>;
  readonly headcounts: ReadonlyArray<StoredHeadcount>;
  readonly professions: ReadonlyMap<string, string | null>;
  readonly words: NamedWords;
}

/** The documents of some statements, without what they quote: a quotation may name people, and discrepancies travel. */
const sourcesOf = (some: ReadonlyArray<{ readonly provenance: { readonly source?: unknown } }>): ReadonlyArray<Source> =>
  // Kept as their schema wrote them.
  some.flatMap(({ provenance: { source } }) => (source === undefined ? [] : [withoutQuote(source as Source)]));

/** The label of an office; its code where the list of roles does not know it. */
export const labelOfOffice = (office: string): { readonly fr: string; readonly en: string } => {
  const entry = entryOf(cptsRoles, office);
  return { fr: entry?.label ?? office, en: entry?.labelEn ?? office };
};

/** Statements about one office that name different people. */
export const officeConflict = ({ holders, office, statements }: OfficeConflict<StoredStatement>): Discrepancy => {
  const { en, fr } = labelOfOffice(office);
  return discrepancy(
    "office-conflict",
    "conflicts",
    { office, officeFr: fr, officeEn: en, statements: statements.length, holders: statements.map((one) => one.holders.length), mandates: holders },
    sourcesOf(statements),
  );
};

/** What may be said of a body whose declared numbers do not agree with those known to sit there by the last documents. */
const bodyDiscrepancy = (body: StoredBody, { professions, statements }: Declared): ReadonlyArray<Discrepancy> => {
  const declared = declaredOf(body);
  if (declared.size === undefined && declared.professions === undefined) return [];
  const seats = seatsOn(body.kind, statements, lastKnownDay(statements));
  const known = knownMembers(seats, (id) => professions.get(id) ?? null);
  const verification = verify(declared, known);
  if (verification === "agrees") return [];
  const details = { bodyId: body.id, ...detailsOfBody(body.kind, declared, known) };
  const sources = sourcesOf([body, ...seats]);
  return [verification === "differs" ? discrepancy("body-differs", "differs", details, sources) : discrepancy("body-cannot-be-verified", "cannot-tell", details, sources)];
};

/** What is left of a total, in its unit and in mixed units; more than the total is a difference. */
const remainderDiscrepancies = (headcount: StoredHeadcount): ReadonlyArray<Discrepancy> =>
  remaindersIn(headcount).flatMap((remainder) => {
    const details = detailsOfRemainder(remainder, headcount);
    if (details === null) return [];
    const tooMany = remainder.value !== null && remainder.value < 0;
    return [discrepancy("headcount-remainder", tooMany ? "differs" : "cannot-tell", { headcountId: headcount.id, ...details }, sourcesOf([headcount]))];
  });

/**
 * Everything that does not fit about a CPTS, from what is kept and nothing else: neither the day nor what was told before. It
 * travels: where a document is named, nobody is.
 */
export const discrepanciesOf = (declared: Declared): ReadonlyArray<Discrepancy> =>
  [
    ...conflictsEver(declared.statements).map(officeConflict),
    ...declared.bodies.flatMap((body) => bodyDiscrepancy(body, declared)),
    ...declared.headcounts.flatMap(remainderDiscrepancies),
  ].map((one) => ({ ...one, sources: one.sources.map(declared.words.shownSource) }));
