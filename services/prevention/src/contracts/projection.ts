import { contracts } from "@cpts/api/Contracts";
import { ContractMission } from "@cpts/domain/Contract";
import { codeOf } from "@cpts/domain/OpenCode";
import { on, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { Schema } from "effect";
import { write } from "../database/tables.ts";

const encode = Schema.encodeSync(Schema.Array(ContractMission));
const missionsText = (missions: ReadonlyArray<ContractMission>): string => JSON.stringify(encode(missions));

interface Content {
  readonly kind?: string;
  readonly missions?: string;
}

/** Keeps what is told of a draft; the signature, which tells everything, is never undone. */
const learnDraft = (id: string, cptsId: string, content: Content) =>
  write((db) =>
    db
      .insertInto("known_contract")
      .values({ id, cpts_id: cptsId, kind: null, state: "draft", signed_on: null, inferred_signed_on: null, term_years: null, signed_number: null, missions: "[]", ...content })
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ cpts_id: cptsId, ...content }).where("known_contract.state", "=", "draft"))
      .execute(),
  );

/** The contracts of the CPTS, as far as missions are concerned. */
export const knownContracts: Projection = {
  name: "contracts",
  source: contracts.name,
  tables: ["known_contract"],
  handlers: {
    ...on(contracts.events.contractDrafted, ({ contractId, cptsId, kind, missions }) =>
      learnDraft(contractId, cptsId, { kind: codeOf(kind), missions: missionsText(missions) }),
    ),
    ...on(contracts.events.contractChanged, ({ contractId, cptsId, kind, missions }) =>
      learnDraft(contractId, cptsId, { ...(kind === undefined ? {} : { kind: codeOf(kind) }), ...(missions === undefined ? {} : { missions: missionsText(missions) }) }),
    ),
    ...on(contracts.events.contractSigned, ({ contractId, cptsId, inferredSignedOn, kind, missions, signedOn, termYears }, { position }) => {
      const content = {
        cpts_id: cptsId,
        kind: codeOf(kind),
        state: "signed" as const,
        signed_on: signedOn,
        inferred_signed_on: inferredSignedOn,
        term_years: termYears,
        signed_number: position,
        missions: missionsText(missions),
      };
      return write((db) => db.insertInto("known_contract").values({ id: contractId, ...content }).onConflict((conflict) => conflict.column("id").doUpdateSet(content)).execute());
    }),
  },
};
