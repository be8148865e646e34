import { contracts } from "@cpts/api/Contracts";
import { jsonOf } from "@cpts/api/EventType";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { writes } from "@cpts/service-kit/subscriptions/projection";
import { CompiledQuery } from "kysely";
import type { ContractLife, LifeEntry } from "./life.ts";

const { contractAmended, contractChanged, contractDrafted, contractEntryWithdrawn, contractRenewed, contractResumed, contractSigned, contractSuspended, contractTakenOver, contractTerminated, missionProgressed } =
  contracts.events;

// The events came through their schemas.
const dated = (text: string): PartialDate => text as PartialDate;

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

const addLife = `
  insert into known_contract (contract_id, cpts_id, fields, versions, life) values ($1, $2, '{}', '{}', $3)
  on conflict (contract_id) do update set life = known_contract.life || excluded.life`;

interface OfContract {
  readonly contractId: string;
  readonly cptsId: string;
}

const happened = ({ contractId, cptsId }: OfContract, life: ContractLife) => [CompiledQuery.raw(addLife, [contractId, cptsId, JSON.stringify(life)])];

type Step = Extract<LifeEntry, { readonly entry: "step" }>;
const stepped = (of: OfContract, version: number, action: string, on: Step["on"], termYears: number | null = null) => happened(of, { [version]: { entry: "step", action, on, termYears } });

/**
 * What happens to a contract after its signature. Its expiry needs no event: it is a day of its term. One that is taken over tells its
 * whole history at once, which comes before all later events.
 */
const life = {
  ...writes(contractAmended, (data, { aggregateversion: version }) => {
    const { changes, effectiveOn: on, number, ...of } = jsonOf(contractAmended, data);
    return happened(of, { [version]: { entry: "amendment", number, on: dated(on), changes } });
  }),
  ...writes(contractTakenOver, (data, { aggregateversion: version }) => {
    const { amendments, announced, missionStarts, steps, ...of } = jsonOf(contractTakenOver, data);
    const entries: ReadonlyArray<LifeEntry> = [
      ...amendments.map(({ changes, effectiveOn, number }): LifeEntry => ({ entry: "amendment", number, on: dated(effectiveOn), changes })),
      ...steps.map(({ action, on, termYears }): LifeEntry => ({ entry: "step", action, on: dated(on), termYears })),
      ...missionStarts.map(({ code, on }): LifeEntry => ({ entry: "mission-start", code, on: dated(on) })),
    ];
    const told = happened(of, Object.fromEntries(entries.map((entry, index) => [version + index / 10_000, entry])));
    return announced === undefined ? told : [...told, ...learn(of.contractId, of.cptsId, version, { announced })];
  }),
  ...writes(contractEntryWithdrawn, (data, { aggregateversion: version }) => {
    const { entry: of, mission, ...contract } = jsonOf(contractEntryWithdrawn, data);
    return happened(contract, { [version]: { entry: "withdrawal", of, mission } });
  }),
  ...writes(missionProgressed, (data, { aggregateversion: version }) => {
    const { code, on, stage, ...of } = jsonOf(missionProgressed, data);
    return stage === "started" ? happened(of, { [version]: { entry: "mission-start", code, on: dated(on) } }) : [];
  }),
  ...writes(contractSuspended, (data, { aggregateversion: version }) => stepped(data, version, "suspend", data.on)),
  ...writes(contractResumed, (data, { aggregateversion: version }) => stepped(data, version, "resume", data.on)),
  ...writes(contractTerminated, (data, { aggregateversion: version }) => stepped(data, version, "terminate", data.on)),
  ...writes(contractRenewed, (data, { aggregateversion: version }) => stepped(data, version, "renew", data.on, data.termYears)),
};

/** What the registry keeps of each event about a contract: what a CPTS shows of it, no place and no remark. */
export const contractHandlers = {
  ...life,
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
