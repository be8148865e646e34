import { contracts } from "@cpts/api/Contracts";
import { jsonOf } from "@cpts/api/EventType";
import { on } from "@cpts/service-kit/subscriptions/projection";
import { write } from "../database/tables.ts";

const { contractChanged, contractDrafted, contractSigned } = contracts.events;

type Fields = Readonly<Record<string, unknown>>;

/** Keeps each field from the newest version of the contract that gave it: in whatever order events come, the end is the same. */
const learn = (contractId: string, cptsId: string, version: number, fields: Fields) =>
  write(async (db) => {
    const known = await db.selectFrom("known_contract").selectAll().where("contract_id", "=", contractId).executeTakeFirst();
    const versions = known?.versions ?? {};
    const newer = Object.keys(fields).filter((name) => (versions[name] ?? 0) < version);
    // Stored as an object, below.
    const before = (known?.fields ?? {}) as Fields;
    const row = {
      fields: JSON.stringify({ ...before, ...Object.fromEntries(newer.map((name) => [name, fields[name]])) }),
      versions: JSON.stringify({ ...versions, ...Object.fromEntries(newer.map((name) => [name, version])) }),
    };
    await db.insertInto("known_contract").values({ contract_id: contractId, cpts_id: cptsId, ...row }).onConflict((conflict) => conflict.column("contract_id").doUpdateSet(row)).execute();
  });

/** What the registry keeps of each event about a contract: what a CPTS shows of it, no place and no remark. */
export const contractHandlers = {
  ...on(contractDrafted, (data, { aggregateversion }) => {
    const { announced, attachmentDepartement, contractId, cptsId, kind, missions, termYears } = jsonOf(contractDrafted, data);
    return learn(contractId, cptsId, aggregateversion, { state: "draft", announced, attachmentDepartement, kind, missions, termYears });
  }),
  ...on(contractChanged, (data, { aggregateversion }) => {
    const { contractId, cptsId, provenance: _, ...changed } = jsonOf(contractChanged, data);
    return learn(contractId, cptsId, aggregateversion, changed);
  }),
  ...on(contractSigned, (data, { aggregateversion }) => {
    const { attachmentDepartement, contractId, cptsId, inferredSignedOn, kind, missions, population, signedOn, sizeClass, termYears } = jsonOf(contractSigned, data);
    const frozen = { population: population?.value ?? null, sizeClass };
    return learn(contractId, cptsId, aggregateversion, { state: "signed", attachmentDepartement, inferredSignedOn, kind, missions, signedOn, termYears, ...frozen });
  }),
};
