import { contracts } from "@cpts/api/Contracts";
import { jsonOf } from "@cpts/api/EventType";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { type Said, says, writeTogether } from "@cpts/service-kit/subscriptions/projection";
import { CompiledQuery } from "kysely";
import type { ContractLife, LifeEntry } from "./life.ts";

const { contractAmended, contractChanged, contractDrafted, contractEntryWithdrawn, contractRenewed, contractResumed, contractSigned, contractSuspended, contractTakenOver, contractTerminated, missionProgressed } =
  contracts.events;

// The events came through their schemas.
const dated = (text: string): PartialDate => text as PartialDate;

type Fields = Readonly<Record<string, unknown>>;

/** What an event says of a contract: fields, of which each is kept from the newest version that gave it, and entries of its life. */
interface Told {
  readonly contractId: string;
  readonly cptsId: string;
  readonly version: number;
  readonly fields: Fields;
  readonly life: ContractLife;
}

/** The fields that no newer version has given yet, each with its version beside it. */
const keepNewest = `
  insert into known_contract as k (contract_id, cpts_id, fields, versions, life)
  select contract_id, cpts_id, fields, versions, life from jsonb_to_recordset($1) as told(contract_id uuid, cpts_id uuid, fields jsonb, versions jsonb, life jsonb)
  on conflict (contract_id) do update set life = k.life || excluded.life, (fields, versions) = (
    select k.fields || coalesce(jsonb_object_agg(given.name, given.value), '{}'), k.versions || coalesce(jsonb_object_agg(given.name, excluded.versions -> given.name), '{}')
    from jsonb_each(excluded.fields) given(name, value)
    where coalesce((k.versions ->> given.name)::integer, 0) < (excluded.versions ->> given.name)::integer
  )`;

/** What several events say of one contract, as one. */
const joined = ([first, ...others]: readonly [Told, ...ReadonlyArray<Told>]) => {
  const row = { contract_id: first.contractId, cpts_id: first.cptsId, fields: {} as Record<string, unknown>, versions: {} as Record<string, number>, life: {} as ContractLife };
  for (const { fields, life, version } of [first, ...others]) {
    row.life = { ...row.life, ...life };
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined || version <= (row.versions[name] ?? 0)) continue;
      row.fields[name] = value;
      row.versions[name] = version;
    }
  }
  return row;
};

/** In whatever order events come, the end is the same. */
const keep = (all: ReadonlyArray<Told | null>) => {
  const byContract = Map.groupBy(all.filter((told) => told !== null), ({ contractId }) => contractId);
  const rows = [...byContract.values()].map((told) => joined(told as [Told, ...ReadonlyArray<Told>]));
  return rows.length === 0 ? [] : [CompiledQuery.raw(keepNewest, [JSON.stringify(rows)])];
};

interface OfContract {
  readonly contractId: string;
  readonly cptsId: string;
}

const learned = ({ contractId, cptsId }: OfContract, version: number, fields: Fields): Told => ({ contractId, cptsId, version, fields, life: {} });
const happened = ({ contractId, cptsId }: OfContract, version: number, life: ContractLife): Told => ({ contractId, cptsId, version, fields: {}, life });

type Step = Extract<LifeEntry, { readonly entry: "step" }>;
const stepped = (of: OfContract, version: number, action: string, on: Step["on"], termYears: number | null = null) =>
  happened(of, version, { [version]: { entry: "step", action, on, termYears } });

/**
 * What happens to a contract after its signature. Its expiry needs no event: it is a day of its term. One that is taken over tells its
 * whole history at once, which comes before all later events.
 */
const life: ReadonlyArray<Said<Told | null>> = [
  says(contractAmended, (data, { aggregateversion: version }) => {
    const { changes, effectiveOn: on, number, ...of } = jsonOf(contractAmended, data);
    return happened(of, version, { [version]: { entry: "amendment", number, on: dated(on), changes } });
  }),
  says(contractTakenOver, (data, { aggregateversion: version }) => {
    const { amendments, announced, missionStarts, steps, ...of } = jsonOf(contractTakenOver, data);
    const entries: ReadonlyArray<LifeEntry> = [
      ...amendments.map(({ changes, effectiveOn, number }): LifeEntry => ({ entry: "amendment", number, on: dated(effectiveOn), changes })),
      ...steps.map(({ action, on, termYears }): LifeEntry => ({ entry: "step", action, on: dated(on), termYears })),
      ...missionStarts.map(({ code, on }): LifeEntry => ({ entry: "mission-start", code, on: dated(on) })),
    ];
    return { ...learned(of, version, { announced }), life: Object.fromEntries(entries.map((entry, index) => [version + index / 10_000, entry])) };
  }),
  says(contractEntryWithdrawn, (data, { aggregateversion: version }) => {
    const { entry: of, mission, ...contract } = jsonOf(contractEntryWithdrawn, data);
    return happened(contract, version, { [version]: { entry: "withdrawal", of, mission } });
  }),
  says(missionProgressed, (data, { aggregateversion: version }) => {
    const { code, on, stage, ...of } = jsonOf(missionProgressed, data);
    return stage === "started" ? happened(of, version, { [version]: { entry: "mission-start", code, on: dated(on) } }) : null;
  }),
  says(contractSuspended, (data, { aggregateversion: version }) => stepped(data, version, "suspend", data.on)),
  says(contractResumed, (data, { aggregateversion: version }) => stepped(data, version, "resume", data.on)),
  says(contractTerminated, (data, { aggregateversion: version }) => stepped(data, version, "terminate", data.on)),
  says(contractRenewed, (data, { aggregateversion: version }) => stepped(data, version, "renew", data.on, data.termYears)),
];

/** What the registry keeps of each event about a contract: what a CPTS shows of it, no place and no remark. */
export const contractHandlers = writeTogether<Told | null>(
  [
    ...life,
    says(contractDrafted, (data, { aggregateversion }) => {
      const { announced, attachmentDepartement, kind, missions, termYears, ...of } = jsonOf(contractDrafted, data);
      return learned(of, aggregateversion, { state: "draft", announced, attachmentDepartement, kind, missions, termYears });
    }),
    says(contractChanged, (data, { aggregateversion }) => {
      const { contractId, cptsId, provenance: _, ...changed } = jsonOf(contractChanged, data);
      return learned({ contractId, cptsId }, aggregateversion, changed);
    }),
    says(contractSigned, (data, { aggregateversion }) => {
      const { attachmentDepartement, inferredSignedOn, kind, missions, population, signedOn, sizeClass, termYears, ...of } = jsonOf(contractSigned, data);
      const frozen = { population: population?.value ?? null, sizeClass };
      return learned(of, aggregateversion, { state: "signed", attachmentDepartement, inferredSignedOn, kind, missions, signedOn, termYears, ...frozen });
    }),
  ],
  keep,
);
