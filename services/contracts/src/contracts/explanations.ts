import type { Explanation } from "@cpts/api/Explanation";
import { sizeClasses } from "@cpts/domain/SizeClass";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { inForceOn, timelineOf } from "@cpts/domain/ContractTimeline";
import type { Freeze } from "./freeze.ts";
import { factsOfRow } from "./life.ts";
import { explainRegime, regimeIn, regimeOf, type RegimesAround } from "./regime.ts";
import type { NamedContract } from "./queries.ts";

type Encoded = typeof Explanation.Encoded;

const frozenRule = { name: "Frozen at signature, changed by an amendment (avenant); the text of the agreement was not read", status: "provisional" };

const renewalRule = { name: "No tacit renewal; the clause of the agreement was not read", status: "provisional" };

// Not all boundaries are verified: without a size, the weakest status is the true one.
const sizeSources = [...new Set(sizeClasses.map(({ source }) => source))].map((name) => ({ name, status: "provisional" }));

/** Why the territory of that day was looked at. */
const reasons: Readonly<Record<Freeze["because"], { readonly fr: string; readonly en: string }>> = {
  declared: { fr: "jour de la signature selon le document", en: "day of the signature by the document" },
  inferred: { fr: "jour de la signature tel qu'il a été déduit", en: "day of the signature as it was inferred" },
  today: { fr: "jour de l'enregistrement, celui de la signature n'étant pas entièrement connu", en: "day of the recording, that of the signature not being wholly known" },
};

const territories: Readonly<Record<Freeze["territory"], { readonly fr: string; readonly en: string }>> = {
  yes: { fr: "le territoire de ce jour est connu", en: "the territory of that day is known" },
  unknown: { fr: "les documents ne disent pas avec certitude si ce territoire valait déjà ce jour", en: "the documents do not tell for certain whether this was the territory on that day" },
  none: { fr: "aucun territoire n'est connu pour ce jour : rien n'est calculé", en: "no territory is known for that day: nothing is computed" },
};

const bound = (value: number | null): string => (value === null ? "-" : String(value));
const bracket = (row: (typeof sizeClasses)[number]): string => `${row.minInclusive ? "[" : "]"}${bound(row.min)}, ${bound(row.max)}${row.maxInclusive ? "]" : "["}`;

const frozenInputs = ({ frozen_from: freeze, population }: NamedContract): Encoded["inputs"] => [
  { name: "population", value: bound(population?.value ?? null) },
  { name: "asOf", value: freeze?.day ?? "-" },
  { name: "asOfBecause", value: freeze?.because ?? "not-signed" },
  { name: "territory", value: freeze?.territory ?? "-" },
];

const populationSources = ({ population }: NamedContract): Encoded["sources"] => (population === null ? [] : [{ name: population.source, status: population.status }]);

const frozenSentence = ({ frozen_from: freeze, population }: NamedContract): Encoded["rule"] => {
  if (freeze === null) return { fr: "Le contrat n'est pas signé : rien n'est encore figé.", en: "The contract is not signed: nothing is frozen yet." };
  const reason = reasons[freeze.because];
  const territory = territories[freeze.territory];
  const missing =
    population === null && freeze.territory !== "none"
      ? { fr: " ; sa population n'est pas connue", en: "; its population is not known" }
      : { fr: "", en: "" };
  return {
    fr: `Population du territoire au ${freeze.day} (${reason.fr}) ; ${territory.fr}${missing.fr}. Figée à la signature, elle change par avenant.`,
    en: `Population of the territory on ${freeze.day} (${reason.en}); ${territory.en}${missing.en}. Frozen at signature, it changes by an amendment.`,
  };
};

const population = (row: NamedContract): Encoded => ({
  figure: "population",
  rule: frozenSentence(row),
  inputs: frozenInputs(row),
  sources: [...populationSources(row), frozenRule],
});

const sizeClass = (row: NamedContract): Encoded => {
  const found = sizeClasses.find(({ code }) => code === row.size_class);
  return {
    figure: "sizeClass",
    rule: {
      fr: "Tranche de l'accord conventionnel interprofessionnel (ACI) où tombe la population figée à la signature ; elle change par avenant.",
      en: "Bracket of the national agreement (ACI) that holds the population frozen at signature; it changes by an amendment.",
    },
    inputs: [...frozenInputs(row), { name: "bracket", value: found === undefined ? "-" : bracket(found) }, ...sizeClasses.map((one) => ({ name: one.code, value: bracket(one) }))],
    sources: [...populationSources(row), ...(found === undefined ? sizeSources : [{ name: found.source, status: found.status }]), frozenRule],
  };
};

const lastDay = ({ signature, terms: { provenance, termYears } }: NamedContract): Encoded => ({
  figure: "lastDay",
  rule: {
    fr: "Le dernier jour de signature que le document laisse possible, reporté d'autant d'années que dure le contrat. Inconnu avant la signature, et quand le document ne donne pas la durée ou l'année : une date déduite ne met fin à rien. Le renouvellement tacite est supposé exclu.",
    en: "The last day of signature that the document leaves possible, as many years later as the contract lasts. Unknown before the signature, and where the document gives no term or no year: an inferred date ends nothing. Tacit renewal is assumed to be excluded.",
  },
  inputs: [
    { name: "signedOn", value: signature?.signedOn ?? "-" },
    ...(signature === null || signature.inferredSignedOn === null ? [] : [{ name: "inferredSignedOn", value: signature.inferredSignedOn }]),
    { name: "termYears", value: termYears === null ? "-" : String(termYears) },
  ],
  sources: [{ name: provenance.source?.document ?? "-", status: provenance.status }, renewalRule],
});

const inferredDate = ({ signature, terms }: NamedContract): ReadonlyArray<Encoded> =>
  signature === null || signature.inferredSignedOn === null
    ? []
    : [
        {
          figure: "signature.inferredSignedOn",
          rule: {
            fr: "Le document ne donne pas toute la date ; celle-ci en a été déduite, et ne confirme rien.",
            en: "The document does not give the whole date; this one was inferred from it, and confirms nothing.",
          },
          inputs: [
            { name: "signedOn", value: signature.signedOn ?? "-" },
            ...(signature.note === null ? [] : [{ name: "note", value: signature.note }]),
          ],
          sources: [{ name: terms.provenance.source?.document ?? "-", status: "inferred" }],
        },
      ];

/** The regime since the signature, and the one in force on a day where amendments changed it. */
const regimes = (row: NamedContract, around: RegimesAround, day: LocalDate): ReadonlyArray<Encoded> => {
  const held = row.state === "signed" ? inForceOn(timelineOf(factsOfRow(row)), day) : null;
  const own = explainRegime("fundingRegime", row, regimeOf(row, around), around);
  return held === null || held.grid === null ? [own] : [own, explainRegime("inForce.fundingRegime", row, regimeIn(row, held, around), around)];
};

/** Why each figure of a contract is what it is. */
export const explain = (row: NamedContract, around: RegimesAround, day: LocalDate): ReadonlyArray<Encoded> => [population(row), sizeClass(row), lastDay(row), ...regimes(row, around, day), ...inferredDate(row)];
