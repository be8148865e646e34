import { queryRows } from "@cpts/testing/database";
import { someOf, type LogRow } from "@cpts/testing/faults/log-check";
import type { World } from "./world.ts";

/** The log of the registry, whole. */
export const readLog = async (world: World): Promise<ReadonlyArray<LogRow>> =>
  (
    await queryRows(
      world.database.url("registry"),
      `select e.position::integer as position, h.log_id as "logId", e.id, e.type, e.aggregate_id as "aggregateId", e.aggregate_version as "aggregateVersion", e.data::text as data
      from event e, log_head h order by e.position`,
    )
  ).map(
    // The columns named above.
    (row) => row as unknown as LogRow,
  );

interface State {
  readonly version: number;
  readonly name: unknown;
  readonly shortName: unknown;
  readonly facts: number;
  readonly territories: number;
}

const nothing: State = { version: 0, name: null, shortName: null, facts: 0, territories: 0 };

/** What the events say each CPTS is now. */
const foldLog = (rows: ReadonlyArray<LogRow>): ReadonlyMap<string, State> => {
  const states = new Map<string, State>();
  for (const { aggregateId, aggregateVersion, data, type } of rows) {
    const before = states.get(aggregateId) ?? nothing;
    // Payloads of the registry's own events.
    const { name = before.name, shortName = before.shortName } = JSON.parse(data) as { readonly name?: unknown; readonly shortName?: unknown };
    const about = type.startsWith("cpts.registry.cpts.") ? { name, shortName } : {};
    states.set(aggregateId, {
      ...before,
      ...about,
      version: aggregateVersion,
      facts: before.facts + (type === "cpts.registry.fact.declared.v1" ? 1 : 0),
      territories: before.territories + (type === "cpts.registry.territory.changed.v1" ? 1 : 0),
    });
  }
  return states;
};

const storedStates = async (world: World): Promise<ReadonlyMap<string, State>> => {
  const rows = await queryRows(
    world.database.url("registry"),
    `select id, version, name, short_name as "shortName", (select count(*)::integer from fact f where f.cpts_id = c.id) as facts,
      (select count(*)::integer from territory_version t where t.cpts_id = c.id) as territories from cpts c`,
  );
  // The columns named above.
  return new Map(rows.map(({ id, ...state }) => [String(id), state as unknown as State]));
};

/** The tables hold what the log says, and nothing beside it. */
export const stateFaults = async (world: World, rows: ReadonlyArray<LogRow>): Promise<ReadonlyArray<string>> => {
  const told = foldLog(rows);
  const stored = await storedStates(world);
  const fields = ["version", "name", "shortName", "facts", "territories"] as const;
  const wrong = [...told].flatMap(([id, state]) => {
    const row = stored.get(id);
    if (row === undefined) return [`${id} is in the log only`];
    return fields.filter((field) => row[field] !== state[field]).map((field) => `${id}: ${field} is ${String(row[field])}, by the log ${String(state[field])}`);
  });
  const strangers = [...stored.keys()].filter((id) => !told.has(id)).map((id) => `${id} is in the table only`);
  return someOf("the state is not the fold of the log", [...wrong, ...strangers]);
};
