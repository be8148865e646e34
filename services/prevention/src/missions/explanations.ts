import type { Explanation } from "@cpts/api/Explanation";
import { lastDayKnown } from "@cpts/domain/MissionContract";
import type { KnownContract } from "../contracts/queries.ts";

const inputOf = (contract: KnownContract): Explanation["inputs"][number] => {
  const { amendments = [], id, inferredSignedOn, kind, missions, signedOn, steps = [] } = contract;
  const since = [...amendments.map(({ number, on }) => `amendment ${number} from ${on}`), ...steps.map(({ action, on }) => `${action} on ${on}`)];
  const lastDay = lastDayKnown(contract);
  const said = [kind, signedOn ?? "-", ...(inferredSignedOn === null ? [] : [`inferred ${inferredSignedOn}`]), ...(lastDay === null ? [] : [`until ${lastDay}`]), missions.join(" ") || "-", ...since];
  return { name: `contract ${id}`, value: said.join(", ") };
};

/** Why the missions and the counts are what they are. `logs` tells how far each log was read. */
export const explainMissions = (
  signed: ReadonlyArray<KnownContract>,
  actions: { readonly planned: number | null; readonly published: number },
  logs: { readonly contracts: string; readonly prevention: string },
): ReadonlyArray<Explanation> => [
  {
    figure: "missions",
    rule: {
      fr: "Une mission est sous contrat quand un contrat signé de la CPTS la contient ; de plusieurs, le plus récemment signé, au dernier jour que sa date laisse possible. Les avenants changent les missions à leur date. Passé le terme que son document et sa date donnent, résilié ou suspendu, un contrat n'en met plus aucune ; sans terme ou sans année, il vaut encore.",
      en: "A mission is under contract when a signed contract of the CPTS holds it; of several, the one signed last, by the last day its date leaves possible. Amendments change the missions from their day on. Past the term that its document and its date give, terminated or suspended, a contract holds none; without a term or a year it still does.",
    },
    inputs: signed.map(inputOf),
    sources: [{ name: logs.contracts, status: "declared" }],
  },
  {
    figure: "actions.planned",
    rule: {
      fr: "Les actions planifiées et pas encore publiées, pour ceux de la CPTS et ses agences ; les autres n'en savent rien.",
      en: "Actions planned and not yet published, for those of the CPTS and its agencies; others know nothing of them.",
    },
    inputs: [{ name: "planned", value: actions.planned === null ? "-" : String(actions.planned) }],
    sources: [{ name: logs.prevention, status: "declared" }],
  },
  {
    figure: "actions.published",
    rule: { fr: "Les actions publiées de la CPTS, comptées une à une.", en: "The published actions of the CPTS, counted one by one." },
    inputs: [{ name: "published", value: String(actions.published) }],
    sources: [{ name: logs.prevention, status: "declared" }],
  },
];
