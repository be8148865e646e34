import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { workspaceRoot } from "@cpts/servers/broker-report";
import { withClient } from "@cpts/servers/database-roles";

/** An event as `append_events` takes it. */
type Appended = { readonly id: string; readonly type: string; readonly aggregateId: string; readonly aggregateVersion: number; readonly occurredAt: string; readonly traceparent: null; readonly data: object };

type Fields = Readonly<Record<string, unknown>>;

const samples = join(workspaceRoot(import.meta.dirname), "packages", "api", "src", "samples");

/** The payload of the frozen sample of a type: what the service really writes, ids apart. */
const payloadOf = (type: string): Fields => (JSON.parse(readFileSync(join(samples, `${type}.json`), "utf8")) as { readonly data: Fields }).data;

const beganAt = Date.UTC(2020, 0, 1);
const day = 86_400_000;

/** The events of one aggregate, one a day, each the frozen sample with other fields. */
const history = (aggregateId: string, events: ReadonlyArray<readonly [type: string, fields: Fields]>): ReadonlyArray<Appended> =>
  events.map(([type, fields], index) => ({
    id: randomUUID(),
    type,
    aggregateId,
    aggregateVersion: index + 1,
    occurredAt: new Date(beganAt + index * day).toISOString(),
    traceparent: null,
    data: { ...payloadOf(type), ...fields },
  }));

const times = <A>(count: number, make: (index: number) => A): ReadonlyArray<A> => Array.from({ length: count }, (_, index) => make(index));

const communes = (index: number): ReadonlyArray<string> => times(20, (place) => `37${String(1 + ((index + place) % 260)).padStart(3, "0")}`);

/** A CPTS: registered, twelve times another territory, seven times another name. */
const cpts = () => {
  const cptsId = randomUUID();
  const territory = (index: number): readonly [string, Fields] => [
    "cpts.registry.territory.changed.v1",
    { cptsId, territory: { communes: communes(index), parts: [], prose: null, provenance: { status: "declared" } }, validFrom: `20${10 + index}-01-01`, added: communes(index), removed: [] },
  ];
  return history(cptsId, [
    ["cpts.registry.cpts.registered.v1", { cptsId, name: "CPTS du banc d'essai" }],
    ...times(12, territory),
    ...times(7, (index): readonly [string, Fields] => ["cpts.registry.cpts.changed.v1", { cptsId, name: `CPTS du banc d'essai ${index}` }]),
  ]);
};

/** A contract: drafted, eight times changed, signed. */
const contract = () => {
  const [contractId, cptsId] = [randomUUID(), randomUUID()];
  return history(contractId, [
    ["cpts.contracts.contract.drafted.v1", { contractId, cptsId }],
    ...times(8, (index): readonly [string, Fields] => ["cpts.contracts.contract.changed.v1", { contractId, cptsId, termYears: 1 + index }]),
    ["cpts.contracts.contract.signed.v1", { contractId, cptsId }],
  ]);
};

const professional = () => {
  const professionalId = randomUUID();
  return history(professionalId, [["cpts.directory.professional.registered.v1", { professionalId }]]);
};

const organization = () => {
  const organizationId = randomUUID();
  return history(organizationId, [["cpts.directory.organization.registered.v1", { organizationId }]]);
};

const discrepancies = (service: "contracts" | "directory") => () => {
  const cptsId = randomUUID();
  return history(cptsId, times(4, () => [`cpts.${service}.discrepancies.changed.v1`, { cptsId }] as const));
};

const proposal = () => {
  const proposalId = randomUUID();
  return history(proposalId, [["cpts.prevention.indicator.proposed.v1", { proposalId, cptsId: randomUUID() }]]);
};

/** So many events of a service, in whole histories: the aggregates take turns, as they do in a log. */
const kinds: Readonly<Record<string, ReadonlyArray<() => ReadonlyArray<Appended>>>> = {
  registry: [cpts],
  directory: [professional, organization, professional, discrepancies("directory")],
  contracts: [contract, contract, discrepancies("contracts")],
  prevention: [proposal],
};

const eventsOf = (service: string, count: number): ReadonlyArray<Appended> => {
  const makers = kinds[service] ?? [];
  const histories: Array<ReadonlyArray<Appended>> = [];
  for (let made = 0; made < count; made += histories.at(-1)?.length ?? count) histories.push(makers[histories.length % makers.length]?.() ?? []);
  const longest = Math.max(...histories.map(({ length }) => length));
  return times(longest, (turn) => histories.flatMap((events) => events[turn] ?? [])).flat();
};

const chunk = 1_000;

/** Appends so many events to the log of a service by its own function, as its owner; gives the position reached. */
export const fillLog = (ownerUrl: string, service: string, count: number): Promise<number> =>
  withClient(ownerUrl, async (client) => {
    const events = eventsOf(service, count);
    for (let start = 0; start < events.length; start += chunk) await client.query("select from append_events($1)", [JSON.stringify(events.slice(start, start + chunk))]);
    const { rows } = await client.query<{ position: string }>("select position from log_head");
    return Number(rows[0]?.position);
  });
