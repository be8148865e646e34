import type { ContractSizeView } from "@cpts/api/ContractAmendmentViews";
import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { Explanation } from "@cpts/api/Explanation";
import type { ContractId } from "@cpts/domain/Contract";
import type { FundingTotal } from "@cpts/domain/FundingTotals";
import { sizeClasses } from "@cpts/domain/SizeClass";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { findContractRow, type ContractRow } from "../contracts/queries.ts";
import { driftOf, type SizeDrift } from "./drift.ts";

type View = typeof ContractSizeView.Encoded;
type Figures = SizeDrift["figures"];

const [french, english] = [new Intl.NumberFormat("fr-FR"), new Intl.NumberFormat("en-GB")];

const inBrackets = (numbers: Intl.NumberFormat, count: number | null, words: string): string => (count === null ? "" : ` (${numbers.format(count)} ${words})`);

const sentenceOf = ({ computedPopulation, computedSizeClass, frozenPopulation, frozenSizeClass }: View): View["sentence"] => {
  return {
    fr: `Le contrat garde la taille ${frozenSizeClass}${inBrackets(french, frozenPopulation, "habitants")} jusqu'à un avenant ; son territoire aurait la taille ${computedSizeClass}${inBrackets(french, computedPopulation, "habitants")}.`,
    en: `The contract keeps size ${frozenSizeClass}${inBrackets(english, frozenPopulation, "inhabitants")} until an amendment; its territory would have size ${computedSizeClass}${inBrackets(english, computedPopulation, "inhabitants")}.`,
  };
};

const explain = (view: View, figures: Figures): ReadonlyArray<typeof Explanation.Encoded> => [
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

const totalInput = (name: string, size: string | null, sum: FundingTotal | null) => ({ name, value: sum === null ? "-" : `${size ?? "-"}: ${sum.isAtLeast ? "at least " : ""}${sum.knownCents}` });

const explainEuros = ({ computedSizeClass, computedYearly, frozenSizeClass, frozenYearly, grid, missions }: SizeDrift): ReadonlyArray<typeof Explanation.Encoded> => {
  return [
    {
      figure: "differenceCents",
      rule: {
        fr: "Ce que le barème du contrat paie en une année entière, toutes ses missions démarrées, part variable au plus : pour la taille que le territoire aurait, moins pour celle que le contrat garde. Inconnue quand une cellule l'est.",
        en: "What the grid of the contract pays in a whole year, all its missions running, variable parts at their most: for the size the territory would have, less for the one the contract keeps. Not known where a cell is not.",
      },
      inputs: [{ name: "grid", value: grid?.grid.id ?? "-" }, { name: "missions", value: missions.join(", ") }, totalInput("frozenYearly", frozenSizeClass, frozenYearly), totalInput("computedYearly", computedSizeClass, computedYearly)],
      sources: grid === null ? [] : [{ name: grid.grid.source.document, status: grid.grid.status }],
    },
  ];
};

const differenceOf = (frozen: FundingTotal | null, computed: FundingTotal | null): number | null =>
  frozen === null || computed === null || frozen.isAtLeast || computed.isAtLeast ? null : computed.knownCents - frozen.knownCents;

/** The amendment that would follow the territory, ready to be signed. */
const proposalOf = (row: ContractRow, { computedPopulation, computedSizeClass, drift }: SizeDrift): View["proposal"] =>
  drift !== "announced" || computedSizeClass === null || computedPopulation === null ? null : { number: row.life.amendments.length + 1, changes: { sizeClass: computedSizeClass, population: computedPopulation } };

/** The size a contract keeps beside the one its territory gives on a date, both in euros a year, and whether an amendment would change it. */
export const findSize = (id: ContractId, { asOf, explain: asked }: QueryOf<typeof contracts.endpoints.readContractSize>) =>
  Effect.gen(function* () {
    const row = yield* findContractRow(id);
    const day = asOf ?? (yield* today);
    const found = yield* driftOf(row, day);
    const { computedYearly, figures, frozenYearly, grid, missions: _missions, ...sizes } = found;
    const view: View = {
      contractId: id,
      cptsId: row.cpts_id,
      asOf: day,
      ...sizes,
      grid: grid?.grid.id ?? null,
      frozenYearly: frozenYearly,
      computedYearly: computedYearly,
      differenceCents: differenceOf(frozenYearly, computedYearly),
      proposal: proposalOf(row, found),
      sentence: null,
    };
    return { ...view, sentence: found.drift === "announced" ? sentenceOf(view) : null, ...(asked === "true" ? { explanations: [...explain(view, figures), ...explainEuros(found)] } : {}) };
  });
