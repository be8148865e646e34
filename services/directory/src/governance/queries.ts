import type { GovernanceView, HeldStatement, OfficeView, VerifiedBody } from "@cpts/api/GovernanceViews";
import type { Actor } from "@cpts/domain/Access";
import { mayStandOn, type BodyPeriod } from "@cpts/domain/BodyChange";
import type { CptsId } from "@cpts/domain/Cpts";
import { sentenceOf } from "@cpts/domain/Discrepancy";
import { conflictsOn, isCertainOn, isHeldOn } from "@cpts/domain/Governance";
import * as GovernanceBody from "@cpts/domain/GovernanceBody";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { dayOf, type Source as DomainSource } from "@cpts/domain/Source";
import { cptsRoles } from "@cpts/reference-data";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { labelOfOffice, officeConflict } from "../discrepancies/compute.ts";
import { explainBody, explainOffice } from "./explanations.ts";
import { knownCpts } from "./of-cpts.ts";
import { peopleOf, type NamedPeople } from "./people.ts";
import { bodyRows, declaredOf, knownMembers, seatsOn, statementOf, statementRows, type StoredBody, type StoredStatement } from "./stored.ts";

type Source = StoredStatement["provenance"]["source"];

/** The words that may be shown under their name; none where they name someone whom the reader may not see. */
const shownWord = <Name extends string>(name: Name, text: string | undefined, { withoutNames }: NamedPeople): { readonly [N in Name]?: string } =>
  // A record of the one name given, or of none.
  (text === undefined || withoutNames(text) === null ? {} : { [name]: text }) as { readonly [N in Name]?: string };

const shownSource = ({ quote, ...document }: Source, people: NamedPeople): Source => ({ ...people.shownSource(document), ...shownWord("quote", quote, people) });

/** The provenance without the words that name someone whom the reader may not see. */
const shownProvenance = <P extends { readonly status: StoredStatement["provenance"]["status"]; readonly note?: string; readonly source?: Source }>(provenance: P, people: NamedPeople): P => {
  const { note, source, ...rest } = provenance;
  // Texts that may be absent are left out.
  return { ...rest, ...shownWord("note", note, people), ...(source === undefined ? {} : { source: shownSource(source, people) }) } as P;
};

const shownText = (text: string | null, people: NamedPeople): string | null => (text === null ? null : people.withoutNames(text));

const shownStatement = (statement: StoredStatement, day: LocalDate, people: NamedPeople): typeof HeldStatement.Encoded => ({
  id: statement.id,
  ...(statement.missions.length === 0 ? {} : { missions: statement.missions }),
  label: shownText(statement.label, people),
  holders: statement.holders.map(people.holder),
  validFrom: statement.validFrom,
  validTo: statement.validTo,
  // Stored through its schema.
  certainty: isCertainOn(statement, dayOf(statement.provenance.source as DomainSource), day) ? "yes" : "unknown",
  provenance: shownProvenance(statement.provenance, people),
});

/** The place of an office in the list of roles, the bureau first; codes of tomorrow come last. */
const rankOf = (office: string): number => {
  const rank = cptsRoles.entries.findIndex(({ code }) => code === office);
  return rank === -1 ? cptsRoles.entries.length : rank;
};

const officesOn = (statements: ReadonlyArray<StoredStatement>, day: LocalDate, people: NamedPeople): ReadonlyArray<typeof OfficeView.Encoded> => {
  const held = statements.filter((one) => isHeldOn(one, day) !== "no");
  const conflicts = conflictsOn(held, day);
  const offices = [...new Set(held.map(({ office }) => office))].toSorted((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  return offices.map((office) => {
    const conflict = conflicts.find((one) => one.office === office);
    return {
      office,
      label: labelOfOffice(office),
      statements: held.filter((one) => one.office === office).map((one) => shownStatement(one, day, people)),
      conflict: conflict !== undefined,
      sentence: conflict === undefined ? null : sentenceOf(officeConflict(conflict)),
    };
  });
};

const verifiedBody = (body: StoredBody, seats: ReadonlyArray<StoredStatement>, people: NamedPeople): typeof VerifiedBody.Encoded => {
  const declared = declaredOf(body);
  const known = knownMembers(seats, people.professionOf);
  const verification = GovernanceBody.verify(declared, known);
  return {
    ...body,
    composition: shownText(body.composition, people),
    name: shownText(body.name, people),
    purpose: shownText(body.purpose, people),
    provenance: shownProvenance(body.provenance, people),
    knownMembers: known.members,
    knownProfessions: known.professions,
    verification,
    sentence: GovernanceBody.sentenceOf(verification, GovernanceBody.detailsOf(body.kind, declared, known)),
  };
};

/** Who runs a CPTS on a day, as documents say it and as the reader may see it. */
export const findGovernance = (cptsId: CptsId, asOf: LocalDate, actor: Actor, withExplanations: boolean) =>
  Effect.gen(function* () {
    yield* knownCpts(cptsId);
    const statements = (yield* read((db) => statementRows(db, cptsId))).map(statementOf);
    const stored = yield* read((db) => bodyRows(db, cptsId));
    const people = yield* peopleOf(cptsId, actor);
    const offices = officesOn(statements, asOf, people);
    // Dates of a row are as the schema took them.
    const standing = stored.filter(({ validFrom, validTo }) => mayStandOn({ validFrom, validTo } as BodyPeriod, asOf));
    const bodies = standing.map((body) => {
      const seats = seatsOn(body.kind, statements, asOf);
      return { view: verifiedBody(body, seats, people), seats: seats.map((one) => ({ ...one, provenance: shownProvenance(one.provenance, people) })) };
    });
    const view: typeof GovernanceView.Encoded = {
      cptsId,
      asOf,
      offices,
      bodies: bodies.map((body) => body.view),
      ...(withExplanations ? { explanations: [...offices.map(explainOffice), ...bodies.map(explainBody)] } : {}),
    };
    return view;
  });
