import { count, date } from "@cpts/report/french";
import { bodyLabel } from "@cpts/report/words";
import { heldWords } from "../governance-words.ts";
import type { Governance } from "../platform.ts";
import { declaredWords, offices } from "./explanation-words.ts";
import type { Input, Topic } from "./topic.ts";

const verifications = { agrees: "ce qui est connu concorde avec ce qui est déclaré", differs: "ce qui est connu diffère de ce qui est déclaré", "cannot-tell": "ne peut pas être vérifié" } as const;

const figureOf = (figure: string, { offices: held, bodies }: Governance): { readonly title: string; readonly value: string } => {
  const office = held.find((one) => `office.${one.office}` === figure);
  if (office !== undefined) return { title: office.label.fr, value: office.conflict ? "les énoncés se contredisent" : "aucune contradiction" };
  const body = bodies.find((one) => `body.${one.id}` === figure);
  return body === undefined ? { title: figure, value: "" } : { title: bodyLabel(body.kind), value: verifications[body.verification] };
};

const inputNames: ReadonlyMap<string, string> = new Map([
  ["declaredSize", "membres déclarés"],
  ["declaredProfessionCount", "professions déclarées"],
  ["knownMembers", "membres connus"],
  ["knownProfessions", "professions connues parmi eux"],
]);

/** An input may be a statement, named by its id: it is then told as on the page of the CPTS, without anybody's name. */
const inputWords = ({ name, value }: Input, { offices: held }: Governance): Input => {
  const statement = held.flatMap(({ statements }) => statements).find(({ id }) => id === name);
  if (statement !== undefined) return { name: statement.provenance.source.locator ?? statement.provenance.source.document, value: `nomme ${count(statement.holders.length, "personne")}, ${heldWords(statement)}` };
  if (name === "conflict") return { name: "contradiction", value: value === "true" ? "oui" : "non" };
  if (name === "offices") return { name: "fonctions qui y siègent", value: value === "-" ? "inconnues" : offices(value) };
  return { name: inputNames.get(name) ?? name, value: value === "-" ? "nombre inconnu" : declaredWords(value) };
};

/** Who runs a CPTS, and why an office is in contradiction or a body cannot be verified. */
export const governanceTopic = (cptsName: string, governance: Governance, asOf: string | undefined): Topic => ({
  back: { path: `/cpts/${governance.cptsId}`, name: cptsName },
  path: `/cpts/${governance.cptsId}/pourquoi/gouvernance`,
  asOf,
  explanations: governance.explanations ?? [],
  figure: (figure) => {
    const { title, value } = figureOf(figure, governance);
    return { title, value: `${value} · le ${date(governance.asOf)}` };
  },
  input: (input) => inputWords(input, governance),
  nothing: "Rien n'est connu.",
});
