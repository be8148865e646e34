import type { ContractSizeView } from "@cpts/api/ContractAmendmentViews";
import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { Explanation } from "@cpts/api/Explanation";
import type { ContractId } from "@cpts/domain/Contract";
import { inForceOn, timelineOf } from "@cpts/domain/ContractTimeline";
import type { CptsId } from "@cpts/domain/Cpts";
import type { TerritoryFigures } from "@cpts/domain/RegistryEvents";
import { classOfPopulation, sizeClasses } from "@cpts/domain/SizeClass";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { factsOfRow } from "../contracts/life.ts";
import { findContractRow } from "../contracts/queries.ts";

type View = typeof ContractSizeView.Encoded;
type Figures = typeof TerritoryFigures.Encoded;

const [french, english] = [new Intl.NumberFormat("fr-FR"), new Intl.NumberFormat("en-GB")];

const inBrackets = (numbers: Intl.NumberFormat, count: number | null, words: string): string => (count === null ? "" : ` (${numbers.format(count)} ${words})`);

const sentenceOf = ({ computedPopulation, computedSizeClass, frozenPopulation, frozenSizeClass }: View): View["sentence"] => {
  return {
    fr: `Le contrat garde la taille ${frozenSizeClass}${inBrackets(french, frozenPopulation, "habitants")} jusqu'à un avenant ; son territoire aurait la taille ${computedSizeClass}${inBrackets(french, computedPopulation, "habitants")}.`,
    en: `The contract keeps size ${frozenSizeClass}${inBrackets(english, frozenPopulation, "inhabitants")} until an amendment; its territory would have size ${computedSizeClass}${inBrackets(english, computedPopulation, "inhabitants")}.`,
  };
};

const explain = (view: View, figures: Figures | null): ReadonlyArray<typeof Explanation.Encoded> => [
  {
    figure: "drift",
    rule: {
      fr: "La taille du contrat est figée à la signature, ou par le dernier avenant en vigueur ; elle est comparée à la tranche de l'ACI où tombe la population du territoire à la date demandée. Une différence est annoncée et ne change rien avant un avenant.",
      en: "The size of the contract is frozen at the signature, or by the last amendment in force; it is compared with the bracket of the ACI that holds the population of the territory on the date asked. A difference is announced, and changes nothing before an amendment.",
    },
    inputs: [
      { name: "asOf", value: view.asOf },
      { name: "frozenSizeClass", value: view.frozenSizeClass ?? "-" },
      { name: "frozenPopulation", value: String(view.frozenPopulation ?? "-") },
      { name: "amendment", value: String(view.frozenBy) },
      { name: "computedPopulation", value: String(view.computedPopulation ?? "-") },
    ],
    sources: [
      ...(figures === null ? [] : [{ name: figures.populationSource, status: figures.status }]),
      ...sizeClasses.filter(({ code }) => code === view.computedSizeClass).map(({ source, status }) => ({ name: source, status })),
      { name: "Frozen at signature, changed by an amendment (avenant); the text of the agreement was not read", status: "provisional" },
    ],
  },
];

/** The size a contract keeps beside the one its territory gives on a date, and whether an amendment would change it. */
export const findSize = (id: ContractId, { asOf, explain: asked }: QueryOf<typeof contracts.endpoints.readContractSize>) =>
  Effect.gen(function* () {
    const row = yield* findContractRow(id);
    const day = asOf ?? (yield* today);
    const facts = factsOfRow(row);
    // Without a year nothing is placed in time: what the signature froze is what there is.
    const held = inForceOn(timelineOf(facts), day) ?? { sizeClass: facts.sizeClass, population: facts.population, amendment: 0 };
    // The id came through the contract of the request that drafted it.
    const territory = yield* territoryOn(row.cpts_id as CptsId, day);
    // The events came through their schemas.
    const figures = (territory?.figures ?? null) as Figures | null;
    const population = figures?.population ?? null;
    const computed = population === null ? null : classOfPopulation(population);
    const drift = held.sizeClass === null || computed === null ? "unknown" : held.sizeClass === computed ? "none" : "announced";
    const view: View = {
      contractId: id,
      cptsId: row.cpts_id,
      asOf: day,
      frozenSizeClass: held.sizeClass,
      frozenPopulation: held.population,
      frozenBy: held.amendment,
      computedSizeClass: computed,
      computedPopulation: population,
      drift,
      sentence: null,
    };
    return { ...view, sentence: drift === "announced" ? sentenceOf(view) : null, ...(asked === "true" ? { explanations: explain(view, figures) } : {}) };
  });
