import type { Explanation } from "@cpts/api/Explanation";
import type { OfficeView, VerifiedBody } from "@cpts/api/GovernanceViews";
import { officesOf } from "@cpts/domain/GovernanceBody";
import { citationOf } from "../citation.ts";
import type { StoredStatement } from "./stored.ts";

type Encoded = typeof Explanation.Encoded;
type EncodedBody = typeof VerifiedBody.Encoded;
type Provenance = EncodedBody["provenance"];

const sourcesOf = (some: ReadonlyArray<Provenance>): Encoded["sources"] => {
  const sources = some.flatMap(({ source, status }) => (source === undefined ? [] : [{ name: citationOf(source), status }]));
  return sources.filter((one, index) => sources.findIndex((other) => other.name === one.name && other.status === one.status) === index);
};

const conflictRule = {
  fr: "Il y a contradiction quand deux énoncés sur la même fonction, en vigueur ou peut-être en vigueur ce jour-là, ne nomment pas les mêmes personnes. Un énoncé qui nomme plusieurs personnes n'en est pas une. Une fonction sans date de début est tenue au plus tard le jour où son document est publié, sinon enregistré ; une date de fin n'est jamais supposée. Mais ce qu'un document dit sans aucune date n'est certain que le jour de ce document.",
  en: "There is a contradiction when two statements about the same office, in force or possibly in force on that day, do not name the same people. One statement that names several people is none. An office without a first day is held at the latest on the day its document was published, else recorded; no last day is ever supposed. But what a document says without any date is certain on the day of that document only.",
};

/** Why an office is, or is not, in contradiction; nobody is named. */
export const explainOffice = ({ conflict, office, statements }: typeof OfficeView.Encoded): Encoded => ({
  figure: `office.${office}`,
  rule: conflictRule,
  inputs: [
    ...statements.map(({ certainty, holders, id, validFrom, validTo }) => ({ name: id, value: `${holders.length} ; ${validFrom ?? "-"} .. ${validTo ?? "-"} ; ${certainty}` })),
    { name: "conflict", value: String(conflict) },
  ],
  sources: sourcesOf(statements.map(({ provenance }) => provenance)),
});

const writtenCount = (count: EncodedBody["declaredSize"]): string =>
  count === null ? "-" : count.qualifier === undefined || count.qualifier === "exactly" ? String(count.value) : `${count.qualifier} ${count.value}`;

/** Why a body can be verified or not: what is declared, and by which offices members are known. */
export const explainBody = ({ seats, view }: { readonly view: EncodedBody; readonly seats: ReadonlyArray<StoredStatement> }): Encoded => {
  const offices = officesOf(view.kind).join(" ") || "-";
  return {
    figure: `body.${view.id}`,
    rule: {
      fr: `Sont des membres connus ceux qui, d'après les documents et tant qu'aucun n'y met fin, tiennent ce jour-là une de ces fonctions : ${offices}. Il peut y en avoir d'autres : trop de membres ou de professions connus diffère de ce qui est déclaré, moins ne permet pas de conclure.`,
      en: `Known members are those who, by the documents and as long as none ends it, hold one of these offices on that day: ${offices}. There may be others: too many known members or professions differ from what is declared, fewer tell nothing.`,
    },
    inputs: [
      { name: "declaredSize", value: writtenCount(view.declaredSize) },
      { name: "declaredProfessionCount", value: writtenCount(view.declaredProfessionCount) },
      { name: "knownMembers", value: String(view.knownMembers) },
      { name: "knownProfessions", value: String(view.knownProfessions) },
      { name: "offices", value: offices },
    ],
    sources: sourcesOf([view.provenance, ...seats.map(({ provenance: { source, status } }) => ({ status, source: { document: source.document } }))]),
  };
};
