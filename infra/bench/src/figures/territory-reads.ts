import { withClient } from "@cpts/servers/database-roles";
import { oneByOne, type OneByOne } from "../load/one-by-one.ts";
import { quantile } from "../report/statistics.ts";
import { figure } from "../report/table.ts";
import { communesOf } from "../world/seed.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { withPrograms } from "./peers.ts";

interface Asked {
  readonly name: string;
  readonly method?: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
  /** Milliseconds that it may take. */
  readonly goal: number;
}

const times = { warmUp: 30, counted: 60 } as const;

/** On a process that has answered it before. */
const timesOf = async (url: string, { body, method = "GET", path }: Asked, token: string): Promise<OneByOne> => {
  const request = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { "content-type": "application/json", authorization: `Bearer ${token}` } };
  await oneByOne(url + path, times.warmUp, request);
  return oneByOne(url + path, times.counted, request);
};

const tableOf = async (bench: Bench, questions: (token: string) => Promise<ReadonlyArray<Asked>>, title: string, notes: ReadonlyArray<string>): Promise<FigureResult> => {
  const token = await bench.world.token();
  const asked = await questions(token);
  const rows = await withPrograms([bench.world.service("registry")], bench.world.logFolder, async ([registry]) => {
    const measured: Array<ReadonlyArray<string>> = [];
    for (const one of asked) {
      const { bytes, ms } = await timesOf(registry?.url ?? "", one, token);
      measured.push([one.name, figure(quantile(ms, 0.5)), figure(quantile(ms, 0.95)), figure(Math.max(...ms)), figure(bytes / 1_000), `<= ${one.goal}`]);
    }
    return measured;
  });
  return { title, table: { head: ["asked", "p50 ms", "p95 ms", "greatest ms", "kB", "goal ms"], rows }, notes };
};

const howAsked = `${times.counted} requests one after the other on a hot process, whole over HTTP, logs and metrics on, 800 generated CPTS (sizes of the country, quarters of cities, overlaps).`;

export const coverage: Figure = {
  name: "coverage",
  measure: (bench) =>
    tableOf(
      bench,
      async () => [
        { name: "France: figures", path: "/v1/coverage", goal: 100 },
        { name: "France: white zones, parts and overlaps one by one", path: "/v1/coverage?detail=communes", goal: 100 },
        { name: "France, another day", path: "/v1/coverage?detail=communes&asOf=2025-06-01", goal: 100 },
        { name: "a region", path: "/v1/coverage?scope=region&code=24&detail=communes", goal: 100 },
        { name: "a departement", path: "/v1/coverage?scope=departement&code=37&detail=communes", goal: 100 },
      ],
      "coverage: France, a region, a departement",
      [howAsked],
    ),
};

export const communeSearch: Figure = {
  name: "commune-search",
  measure: (bench) =>
    tableOf(
      bench,
      async () => ["saint", "st-amand", "lev", "chateauroux", "37000", "vierzon", "montrichard"].map((q) => ({ name: `q=${q}`, path: `/v1/communes?q=${q}`, goal: 5 })),
      "commune-search: GET /v1/communes?q=",
      [howAsked],
    ),
};

const newTerritory = (communes: ReadonlyArray<string>) => ({ kind: "create", cpts: "new-one", communes });

const simulation = (name: string, ...changes: ReadonlyArray<unknown>): Asked => ({ name, method: "POST", path: "/v1/territory-simulations", body: { changes }, goal: 50 });

/** The CPTS whose EPCI have the most communes that nobody holds: the most is to be ranked for it. */
const withMostUncovered = (url: string): Promise<string> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ cpts: string }>(
      `select v.cpts_id as cpts from territory_version v join territory_commune t on t.version_id = v.id join commune c on c.code = t.commune
         join commune n on n.epci = c.epci and n.type = 'commune-actuelle' left join territory_commune h on h.commune = n.code
       where h.commune is null group by v.cpts_id order by count(distinct n.code) desc, v.cpts_id limit 1`,
    );
    return rows[0]?.cpts ?? "";
  });

export const whatIf: Figure = {
  name: "what-if",
  measure: (bench) =>
    tableOf(
      bench,
      async () => {
        const communes = await communesOf(bench.world.appUrl("registry"));
        const { cptsId } = bench.seeded;
        const ranked = await withMostUncovered(bench.world.appUrl("registry"));
        return [
          simulation("a CPTS takes in one commune", { kind: "add", cpts: cptsId, communes: communes.slice(30, 31) }),
          simulation("a new CPTS of 40 communes, over others", newTerritory(communes.slice(0, 40))),
          simulation("a new CPTS merges with another", newTerritory(communes.slice(100, 140)), { kind: "merge", cpts: [cptsId], into: "new-one" }),
          { name: "suggestions for a CPTS", path: `/v1/cpts/${ranked}/territory/suggestions?limit=200`, goal: 50 },
        ];
      },
      "what-if: POST /v1/territory-simulations",
      [howAsked],
    ),
};
