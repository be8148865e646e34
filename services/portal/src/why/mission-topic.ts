import { count, date } from "@cpts/report/french";
import { contractLabel, missionLabel } from "@cpts/report/words";
import type { CptsMissions } from "../platform.ts";
import { valueWords } from "./explanation-words.ts";
import type { Input, Topic } from "./topic.ts";

type Figure = (missions: CptsMissions) => { readonly title: string; readonly value: string };

const figures: ReadonlyMap<string, Figure> = new Map<string, Figure>([
  ["missions", ({ missions }) => ({ title: "Missions sous contrat", value: missions.length === 0 ? "aucune connue" : count(missions.length, "mission") })],
  ["actions.planned", ({ actions: { planned } }) => ({ title: "Actions planifiées", value: planned === null ? "réservé aux membres de la CPTS et à ses agences" : count(planned, "action") })],
  ["actions.published", ({ actions: { published } }) => ({ title: "Actions publiées", value: count(published, "action") })],
]);

const contractWords = (value: string): string => {
  const [kind = "", signedOn = "-", ...rest] = value.split(", ");
  const missions = rest.at(-1) ?? "-";
  const inferred = rest.find((part) => part.startsWith("inferred "))?.slice("inferred ".length);
  const day = signedOn === "-" ? "à une date inconnue" : date(signedOn);
  const named = missions === "-" ? "aucune mission connue" : missions.split(" ").map(missionLabel).join(" ; ");
  return `${contractLabel(kind)}, signé : ${day}${inferred === undefined ? "" : ` (${date(inferred)} par déduction)`} ; ${named}`;
};

const inputNames: ReadonlyMap<string, string> = new Map([
  ["planned", "actions planifiées"],
  ["published", "actions publiées"],
]);

const inputWords = ({ name, value }: Input): Input => {
  if (name.startsWith("contract ")) return { name: "contrat signé", value: contractWords(value) };
  return { name: inputNames.get(name) ?? name, value: name === "planned" && value === "-" ? "non montrées" : valueWords(value) };
};

/** The missions under contract and how many actions there are, and why. */
export const missionTopic = (cptsName: string, missions: CptsMissions): Topic => ({
  back: { path: `/cpts/${missions.cptsId}`, name: cptsName },
  path: `/cpts/${missions.cptsId}/pourquoi/missions`,
  asOf: undefined,
  explanations: missions.explanations ?? [],
  figure: (figure) => figures.get(figure)?.(missions) ?? { title: figure, value: "" },
  input: inputWords,
  nothing: "Rien : aucun contrat signé n'est connu.",
});
