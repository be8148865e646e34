import { contracts } from "@cpts/api/Contracts";
import { jsonOf } from "@cpts/api/EventType";
import { writes } from "@cpts/service-kit/subscriptions/projection";
import { CompiledQuery } from "kysely";

const { contractChanged, contractDrafted, contractSigned } = contracts.events;

type Fields = Readonly<Record<string, unknown>>;

/** The fields that no newer version has given yet, each with this version beside it. */
const keepNewest = `
  insert into known_contract (contract_id, cpts_id, fields, versions)
  select $1, $2, $3, coalesce(jsonb_object_agg(name, $4::integer), '{}') from jsonb_object_keys($3::jsonb) name
  on conflict (contract_id) do update set (fields, versions) = (
    select known_contract.fields || coalesce(jsonb_object_agg(given.name, given.value), '{}'), known_contract.versions || coalesce(jsonb_object_agg(given.name, $4::integer), '{}')
    from jsonb_each(excluded.fields) given(name, value)
    where coalesce((known_contract.versions ->> given.name)::integer, 0) < $4::integer
  )`;

/** Keeps each field from the newest version of the contract that gave it: in whatever order events come, the end is the same. */
const learn = (contractId: string, cptsId: string, version: number, fields: Fields) => [CompiledQuery.raw(keepNewest, [contractId, cptsId, JSON.stringify(fields), version])];

/** What the registry keeps of each event about a contract: what a CPTS shows of it, no place and no remark. */
export const contractHandlers = {
  ...writes(contractDrafted, (data, { aggregateversion }) => {
    const { announced, attachmentDepartement, contractId, cptsId, kind, missions, termYears } = jsonOf(contractDrafted, data);
    return learn(contractId, cptsId, aggregateversion, { state: "draft", announced, attachmentDepartement, kind, missions, termYears });
  }),
  ...writes(contractChanged, (data, { aggregateversion }) => {
    const { contractId, cptsId, provenance: _, ...changed } = jsonOf(contractChanged, data);
    return learn(contractId, cptsId, aggregateversion, changed);
  }),
  ...writes(contractSigned, (data, { aggregateversion }) => {
    const { attachmentDepartement, contractId, cptsId, inferredSignedOn, kind, missions, population, signedOn, sizeClass, termYears } = jsonOf(contractSigned, data);
    const frozen = { population: population?.value ?? null, sizeClass };
    return learn(contractId, cptsId, aggregateversion, { state: "signed", attachmentDepartement, inferredSignedOn, kind, missions, signedOn, termYears, ...frozen });
  }),
};
