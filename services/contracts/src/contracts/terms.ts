import { ContractPatch, NewContract } from "@cpts/api/ContractInputs";
import type { ContractView } from "@cpts/api/ContractViews";
import type { FieldFault } from "@cpts/api/Problem";
import type { NamedRegime } from "@cpts/domain/FundingRegime";
import { withoutRemark } from "@cpts/domain/RegistryEvents";
import { Schema } from "effect";
import { regionOfDepartement, unknownDepartement, unknownRegion } from "../places.ts";

type View = typeof ContractView.Encoded;

/** What the documents say of a contract before its signature, as it travels and as it is kept. Contracts that were kept before regimes were named have none. */
export type Terms = { readonly fundingRegime?: typeof NamedRegime.Encoded | null } & Pick<
  View,
  "kind" | "draftedOn" | "parties" | "missions" | "objectives" | "actionSheetCount" | "attachmentDepartement" | "ordinal" | "announced" | "termYears" | "provenance"
>;

type Patch = typeof ContractPatch.Encoded;

const encodeNew = Schema.encodeSync(NewContract);
const encodePatch = Schema.encodeSync(ContractPatch);

const filled = (patch: Patch): Partial<Terms> => {
  const { announced, externalIds: _, fundingRegime, missions, objectives, parties, ...rest } = patch;
  return {
    ...rest,
    ...(fundingRegime === undefined ? {} : { fundingRegime: fundingRegime === null ? null : { code: fundingRegime.code, provenance: fundingRegime.provenance ?? { status: "declared" } } }),
    ...(parties === undefined ? {} : { parties: parties.map(({ capacity, name = null, organizationId = null }) => ({ capacity, organizationId, name })) }),
    ...(missions === undefined ? {} : { missions: missions.map(({ code, label = null }) => ({ code, label })) }),
    ...(objectives === undefined ? {} : { objectives: objectives.map(({ codes = [], label }) => ({ label, codes })) }),
    ...(announced === undefined
      ? {}
      : { announced: announced === null ? null : { on: announced.on, time: announced.time ?? null, place: announced.place ?? null, commune: announced.commune ?? null } }),
  };
};

/** The terms of a new contract: what is not said is null or empty. */
export const termsOf = (contract: NewContract): Terms => {
  const { cptsId: _, kind, ...given } = encodeNew(contract);
  return {
    kind,
    draftedOn: null,
    parties: [],
    missions: [],
    objectives: [],
    actionSheetCount: null,
    attachmentDepartement: null,
    ordinal: null,
    announced: null,
    termYears: null,
    fundingRegime: null,
    provenance: { status: "declared" },
    ...filled(given),
  };
};

/** The terms that a patch changes, with their new values. */
export const changedTerms = (before: Terms, patch: ContractPatch): Partial<Terms> =>
  Object.fromEntries(Object.entries(filled(encodePatch(patch))).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Terms] ?? null)));

/** Places that no edition of the geographic code knows. */
export const placeFaults = ({ attachmentDepartement, ordinal }: Partial<Terms>): ReadonlyArray<FieldFault> => [
  ...(attachmentDepartement === undefined || attachmentDepartement === null || regionOfDepartement(attachmentDepartement) !== null ? [] : [unknownDepartement(["attachmentDepartement"])]),
  ...(ordinal === undefined || ordinal === null ? [] : unknownRegion(ordinal.region, ["ordinal", "region"])),
];

/** What is searched of the terms, and the terms. */
export const termColumns = (terms: Terms) => ({
  terms: JSON.stringify(terms),
  kind: terms.kind,
  departement: terms.attachmentDepartement,
  region: terms.attachmentDepartement === null ? null : regionOfDepartement(terms.attachmentDepartement),
  ordinal_region: terms.ordinal?.region ?? null,
});

/** The regime that documents name, as it travels in events; null where a draft no longer names one. */
export const toldRegime = ({ code, provenance }: typeof NamedRegime.Encoded) => ({ code, provenance: withoutRemark(provenance) });
