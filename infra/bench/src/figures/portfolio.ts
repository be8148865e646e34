import { withClient } from "@cpts/servers/database-roles";
import { cpuDuring } from "../processes/cpu-time.ts";
import { median } from "../report/statistics.ts";
import { figure } from "../report/table.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { withPrograms } from "./peers.ts";

const contracts = 800;
const years = 5;
const goalMs = 300;
const simulatedYear = 2024;

const missions = ["ACCES_SOINS", "PARCOURS", "PREVENTION", "CRISE_SANITAIRE", "QUALITE_PERTINENCE", "ACCOMPAGNEMENT_PS"];
const quoted = missions.map((code) => `'${code}'`).join(",");

/** Contracts of the country as the service keeps them: six missions each, a third with another size after two years, a fifth suspended for two months; an indicator of each mission observed every year, some entries in each ledger. */
const fillStatements = [
  `insert into contract (id, cpts_id, version, state, terms, kind, departement, region, signature, population, size_class, signing_key, ordered_by, life)
   select md5('contract ' || n)::uuid, md5('cpts ' || n)::uuid, 1, 'signed',
     json_build_object('kind', 'aci', 'draftedOn', null, 'parties', json_build_array(), 'missions', (select json_agg(json_build_object('code', code, 'label', null)) from unnest(array[${quoted}]) code),
       'objectives', json_build_array(), 'actionSheetCount', null, 'attachmentDepartement', '37', 'ordinal', null, 'announced', null, 'termYears', ${years}, 'provenance', null),
     'aci', '37', '24',
     json_build_object('signedOn', day, 'inferredSignedOn', null, 'note', null, 'place', null, 'commune', null, 'signatories', json_build_array()),
     json_build_object('value', 30000 + n % 4 * 40000, 'source', 'bench', 'status', 'reconstructed', 'asOf', day), 'T' || (n % 4 + 1), day || '/' || day, 'declared',
     json_build_object('steps', case when n % 5 = 0 then json_build_array(json_build_object('action', 'suspend', 'on', day + 500, 'termYears', null), json_build_object('action', 'resume', 'on', day + 560, 'termYears', null)) else json_build_array() end,
       'amendments', case when n % 3 = 0 then json_build_array(json_build_object('number', 1, 'effectiveOn', day + 800, 'changes', json_build_object('sizeClass', 'T3'))) else json_build_array() end,
       'missionStarts', (select json_agg(json_build_object('code', code, 'on', day + 30 + 61 * (rank::integer - 1))) from unnest(array[${quoted}]) with ordinality as m (code, rank)), 'expiredOn', null)
   from (select n, date '2019-09-01' + n * 7 % 900 as day from generate_series(1, ${contracts}) n) s`,
  "insert into known_cpts (id, name) select cpts_id, 'CPTS ' || signing_key from contract on conflict do nothing",
  "insert into indicator_plan (contract_id, version) select id, 1 from contract",
  `insert into indicator_plan_version (contract_id, version, body, reason)
   select id, 1, (select json_agg(json_build_object('indicator', 'PRE-01.' || rank, 'mission', code, 'weightPpm', 1000000, 'floor', 0, 'baseline', null,
     'targets', (select json_agg(json_build_object('contractYear', y, 'value', 0.8)) from generate_series(1, ${years}) y), 'catalogue', json_build_object('code', 'PRE-01', 'version', 1)))
     from unnest(array[${quoted}]) with ordinality as m (code, rank)), 'Bench' from contract`,
  `insert into observation (id, contract_id, indicator, contract_year, version, body)
   select uuidv7(), c.id, 'PRE-01.' || i, y, 1, json_build_object('from', '2020-01-01', 'to', '2021-01-01', 'numerator', 60, 'denominator', 100, 'unit', 'ratio', 'rule', null, 'proposalId', null, 'source', json_build_object('document', 'Bench'),
     'enteredBy', json_build_object('role', 'coordinator', 'name', 'bench', 'on', '2021-01-01'))
   from contract c, generate_series(1, ${missions.length}) i, generate_series(1, ${years}) y`,
  `insert into money_entry (id, contract_id, kind, entered_on, year, category, amount_cents, label, source)
   select uuidv7(), c.id, case when e % 2 = 0 then 'spent' else 'received' end, (2020 + e % 5) || '-06-15', 2020 + e % 5, 'personnel', 1000000, 'Bench', '{"document":"Bench"}' from contract c, generate_series(1, 20) e`,
  `insert into deadline (id, contract_id, cpts_id, kind, mission, number, due_on, certain, source, status, version, reached, withdrawn)
   select uuidv7(), c.id, c.cpts_id, 'mission-deployment', code, 0, '2024-06-01', 'yes', 'Bench', 'provisional', 1, true, false from contract c, unnest(array[${quoted}]) code`,
];

type Asked = { readonly name: string; readonly method: string; readonly path: string; readonly body?: unknown };

const requests: ReadonlyArray<Asked> = [
  { name: `portfolio, whole contracts (${years} years of schedules)`, method: "GET", path: "/v1/portfolio?limit=50" },
  { name: "portfolio of one year", method: "GET", path: `/v1/portfolio?limit=50&year=${simulatedYear}` },
  { name: `simulation of a grid over ${simulatedYear}`, method: "POST", path: "/v1/grid-simulations", body: { year: simulatedYear, gridId: "aci-2022" } },
];

type Spent = { readonly ms: number; readonly cpu: number; readonly databaseCpu: number; readonly bytes: number };

const measure = async ({ length, world }: Bench): Promise<FigureResult> => {
  const program = world.service("contracts", { NATS_URL: "" });
  // Its first start makes the tables.
  await withPrograms([program], world.logFolder, async () => {
    await withClient(world.ownerUrl("contracts"), async (client) => {
      for (const text of fillStatements) await client.query(text);
    });
  });
  await world.analyze("contracts");
  const token = await world.token();
  return withPrograms([program], world.logFolder, async ([service]) => {
    if (service === undefined) throw new Error("contracts did not start");
    const ask = async ({ body, method, path }: Asked): Promise<Spent> => {
      const { cpu: [cpu, databaseCpu], result } = await cpuDuring(service.pid, world.postgres.pid, async () => {
        const began = performance.now();
        const answer = await fetch(service.url + path, { method, headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": crypto.randomUUID() }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
        const text = await answer.text();
        const ms = performance.now() - began;
        if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
        return { ms, bytes: text.length };
      });
      return { ...result, cpu, databaseCpu };
    };
    const rounds = length.rounds * 2 + 1;
    const runs: Array<ReadonlyArray<Spent>> = [];
    for (let round = 0; round < rounds; round += 1) {
      const run: Array<Spent> = [];
      for (const request of requests) run.push(await ask(request));
      runs.push(run);
    }
    const [cold = [], ...warm] = runs;
    const rowOf = (name: string, of: (run: ReadonlyArray<Spent>) => Spent): ReadonlyArray<string> => {
      const later = warm.map(of);
      const [first, ms] = [of(cold), median(later.map((one) => one.ms))];
      return [name, figure(first.ms), figure(ms), figure(median(later.map(({ cpu }) => cpu))), figure(median(later.map(({ databaseCpu }) => databaseCpu))), figure(first.bytes), ms <= goalMs ? "met" : "NOT met"];
    };
    const nothing: Spent = { ms: 0, cpu: 0, databaseCpu: 0, bytes: 0 };
    const at = (index: number) => (run: ReadonlyArray<Spent>): Spent => run[index] ?? nothing;
    const both = (run: ReadonlyArray<Spent>): Spent => {
      const [a, b] = [at(0)(run), at(2)(run)];
      return { ms: a.ms + b.ms, cpu: a.cpu + b.cpu, databaseCpu: a.databaseCpu + b.databaseCpu, bytes: a.bytes + b.bytes };
    };
    return {
      title: "portfolio: schedules and a grid simulation, by the service from its database",
      table: {
        head: [`${contracts} contracts in the database`, "first request, ms", "later ones, ms", "service CPU, ms", "database CPU, ms", "answer, bytes", `goal ${goalMs} ms`],
        rows: [...requests.map(({ name }, index) => rowOf(name, at(index))), rowOf("schedules of all years and the simulation", both)],
      },
      notes: [`Over HTTP with a token, one request at a time; ${rounds - 1} rounds after the first. Times are of the client, the answer read to its end; the service computes on one core, PostgreSQL beside it.`],
    };
  });
};

/** The portfolio of the country and a grid tried on it, through the service. */
export const portfolio: Figure = { name: "portfolio", measure };
