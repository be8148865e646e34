import { contracts } from "@cpts/api/Contracts";
import { jsonOf } from "@cpts/api/EventType";
import { type Projection, writes } from "@cpts/service-kit/subscriptions/projection";
import { build } from "../database/tables.ts";

const { contractChanged, contractDrafted, contractSigned } = contracts.events;

interface Content {
  readonly kind?: string;
  readonly missions?: string;
}

/** Keeps what is told of a draft; the signature, which tells everything, is never undone. */
const learnDraft = (id: string, cptsId: string, content: Content) =>
  build
    .insertInto("known_contract")
    .values({ id, cpts_id: cptsId, kind: null, state: "draft", signed_on: null, inferred_signed_on: null, term_years: null, signed_number: null, missions: "[]", ...content })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ cpts_id: cptsId, ...content }).where("known_contract.state", "=", "draft"))
    .compile();

/** The contracts of the CPTS, as far as missions are concerned. */
export const knownContracts: Projection = {
  name: "contracts",
  source: contracts.name,
  tables: ["known_contract"],
  handlers: {
    ...writes(contractDrafted, (data) => {
      const { contractId, cptsId, kind, missions } = jsonOf(contractDrafted, data);
      return [learnDraft(contractId, cptsId, { kind, missions: JSON.stringify(missions) })];
    }),
    ...writes(contractChanged, (data) => {
      const { contractId, cptsId, kind, missions } = jsonOf(contractChanged, data);
      return [learnDraft(contractId, cptsId, { ...(kind === undefined ? {} : { kind }), ...(missions === undefined ? {} : { missions: JSON.stringify(missions) }) })];
    }),
    ...writes(contractSigned, (data, { position }) => {
      const { contractId, cptsId, inferredSignedOn, kind, missions, signedOn, termYears } = jsonOf(contractSigned, data);
      const content = {
        cpts_id: cptsId,
        kind,
        state: "signed" as const,
        signed_on: signedOn,
        inferred_signed_on: inferredSignedOn,
        term_years: termYears,
        signed_number: position,
        missions: JSON.stringify(missions),
      };
      return [build.insertInto("known_contract").values({ id: contractId, ...content }).onConflict((conflict) => conflict.column("id").doUpdateSet(content)).compile()];
    }),
  },
};
