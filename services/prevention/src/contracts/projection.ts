import { contracts } from "@cpts/api/Contracts";
import { ContractMission } from "@cpts/domain/Contract";
import { codeOf } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { on, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { Exit, Schema, SchemaParser } from "effect";
import { write } from "../database/tables.ts";

const missionsText = (missions: ReadonlyArray<ContractMission>): string => JSON.stringify(missions.map((mission) => Schema.encodeSync(ContractMission)(mission)));

// Signatures of before this field exist without it.
const decodeInferred = SchemaParser.decodeUnknownExit(Schema.Struct({ inferredSignedOn: Schema.NullOr(PartialDate) }));
const inferredOf = (data: unknown): string | null => {
  const decoded = decodeInferred(data);
  return Exit.isSuccess(decoded) ? decoded.value.inferredSignedOn : null;
};

interface Content {
  readonly kind?: string;
  readonly missions?: string;
}

/** Keeps what is told of a draft; the signature, which tells everything, is never undone. */
const learnDraft = (id: string, cptsId: string, content: Content) =>
  write((db) =>
    db
      .insertInto("known_contract")
      .values({ id, cpts_id: cptsId, kind: null, state: "draft", signed_on: null, inferred_signed_on: null, signed_number: null, missions: "[]", ...content })
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
    ...on(contracts.events.contractSigned, ({ contractId, cptsId, kind, missions, signedOn }, event) => {
      const content = {
        cpts_id: cptsId,
        kind: codeOf(kind),
        state: "signed" as const,
        signed_on: signedOn,
        inferred_signed_on: inferredOf(event.data),
        signed_number: event.position,
        missions: missionsText(missions),
      };
      return write((db) => db.insertInto("known_contract").values({ id: contractId, ...content }).onConflict((conflict) => conflict.column("id").doUpdateSet(content)).execute());
    }),
  },
};
