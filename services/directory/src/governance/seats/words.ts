import type { CheckView } from "@cpts/api/BodySeats";
import type { Explanation } from "@cpts/api/Explanation";
import type { BodyRules, CompositionCheck, MissingKnowledge } from "@cpts/domain/BodyComposition";
import { citationOf } from "../../citation.ts";

type Sentence = { readonly fr: string; readonly en: string };

const missingWords: Readonly<Record<MissingKnowledge["code"], (count: number | null) => Sentence>> = {
  "seats-unknown": () => ({ fr: "Aucun document ne compte les sièges, ou d'autres sièges que ceux qui sont connus.", en: "No document counts the seats, or counts others than those that are known." }),
  "uncertain-seats": (count) => ({ fr: `On ne sait pas de ${count} siège(s) s'ils sont tenus ce jour-là : donnez leurs dates.`, en: `Of ${count} seat(s) nobody knows whether they are held on that day: give their dates.` }),
  "college-unknown": (count) => ({ fr: `Le collège de ${count} personne(s) n'est pas connu.`, en: `The college of ${count} person(s) is not known.` }),
  "profession-unknown": (count) => ({ fr: `La profession de ${count} personne(s) n'est pas connue.`, en: `The profession of ${count} person(s) is not known.` }),
  "membership-unknown": (count) => ({ fr: `${count} personne(s) ne sont pas connues comme membres ce jour-là.`, en: `${count} person(s) are not known as members on that day.` }),
  "gender-not-kept": () => ({ fr: "Le genre des personnes n'est pas conservé ici : la parité est à vérifier par le bureau.", en: "Nobody's gender is kept here: parity is for the board to verify." }),
};

/** A check as it is shown, with what is missing in words. */
export const shownCheck = (check: CompositionCheck): typeof CheckView.Encoded => ({ ...check, missing: check.missing.map(({ code, count }) => ({ code, count, sentence: missingWords[code](count) })) });

const rules: Readonly<Record<CompositionCheck["rule"], Sentence>> = {
  size: { fr: "Les statuts bornent le nombre de personnes. Trop de sièges connus suffisent à les enfreindre ; trop peu ne le montrent que si un document compte les sièges et que tous sont connus.", en: "The statutes bound the number of people. Too many known seats break them; too few show it only where a document counts the seats and all are known." },
  college: { fr: "Les statuts bornent les sièges d'un collège. Une personne dont le collège n'est pas connu peut en être.", en: "The statutes bound the seats of a college. Someone whose college is not known may be of it." },
  professions: { fr: "Les statuts demandent un nombre de professions, chacune comptée une fois.", en: "The statutes ask for a number of professions, each counted once." },
  "members-only": { fr: "Les statuts réservent les sièges aux membres de la CPTS. Qui n'est pas connu comme membre peut l'être.", en: "The statutes keep the seats for members of the CPTS. Who is not known as a member may be one." },
  parity: { fr: "Les statuts demandent la parité, qui ne se vérifie pas ici.", en: "The statutes ask for parity, which cannot be verified here." },
  terms: { fr: "Nul ne siège après le terme du mandat donné par son élection.", en: "Nobody sits after the end of the term that their election gave." },
};

/** Why a rule is kept, broken or not to be verified; nobody is named. */
export const explainCheck = (check: CompositionCheck, { source }: BodyRules): typeof Explanation.Encoded => ({
  figure: `composition.${check.rule}`,
  rule: rules[check.rule],
  inputs: [
    ...(check.college === null ? [] : [{ name: "college", value: check.college }]),
    { name: "min", value: String(check.min ?? "-") },
    { name: "max", value: String(check.max ?? "-") },
    { name: "counted", label: { fr: "comptés", en: "counted" }, value: String(check.counted) },
    { name: "perhaps", label: { fr: "peut-être de plus", en: "perhaps more" }, value: String(check.perhaps) },
    { name: "verdict", value: check.verdict },
    ...check.missing.map(({ code, count }) => ({ name: "missing", label: missingWords[code](count), value: code })),
  ],
  sources: [{ name: citationOf(source), status: "sourced" }],
});

/** Documents that name different people for one seat. */
export const conflictSentence = (seat: string, college: string | null, people: number): Sentence => ({
  fr: `Pour le siège « ${seat} »${college === null ? "" : ` du collège ${college}`}, les documents nomment ${people} personnes différentes.`,
  en: `For the seat "${seat}"${college === null ? "" : ` of the college ${college}`}, documents name ${people} different people.`,
});
