import { canonicalJson } from "@cpts/documents/canonical-json";
import type { ArchiveEvent } from "@cpts/api/Portability";
import type { EventType } from "@cpts/api/EventType";
import { Result, Schema } from "effect";
import type { Kysely } from "kysely";
import type { Clash } from "./declaration.ts";
import type { Put } from "./put-rows.ts";
import { query } from "./rows.ts";

type Event = ArchiveEvent["event"];

interface Here {
  readonly id: string;
  readonly line: string;
}

const hereText = `select s.id, row_to_json(s)::text as line from (
  select e.id, e.type, e.aggregate_id as "aggregateId", e.aggregate_version as "aggregateVersion", e.occurred_at as "occurredAt", e.traceparent, e.data
  from event e join json_to_recordset($1::json) as x(id uuid, "aggregateId" text, "aggregateVersion" integer)
    on e.id = x.id or (e.aggregate_id = x."aggregateId" and e.aggregate_version = x."aggregateVersion")) s`;

const clash = ({ aggregateId, aggregateVersion, type }: Event, code: Clash["code"]): Clash => ({ place: ["event", type, aggregateId, String(aggregateVersion)], code });

/** Events that this service can tell others: of a type it has, with a payload of that type. */
export const makeKnown = (types: Readonly<Record<string, EventType>>) => {
  const byType = new Map(Object.values(types).map((one) => [one.type as string, Schema.decodeUnknownResult(one.payload as Schema.ConstraintCodec<unknown, unknown>)]));
  return ({ data, type }: Event): boolean => {
    const decode = byType.get(type);
    return decode !== undefined && Result.isSuccess(decode(data));
  };
};

/** Adds events to the log, in their order and with their ids: those that are there and the same count as present. */
export const putEvents = async (db: Kysely<unknown>, events: ReadonlyArray<Event>, isKnown: (event: Event) => boolean): Promise<Put> => {
  const here = await query<Here>(db, hereText, [JSON.stringify(events)]);
  const byId = new Map(here.map(({ id, line }) => [id, line]));
  // An event under the version of another is found beside the one it is not.
  const versions = new Set(here.map(({ line }) => JSON.parse(line) as Event).map(({ aggregateId, aggregateVersion }) => `${aggregateId} ${aggregateVersion}`));
  const fresh = events.filter(({ id }) => !byId.has(id));
  const clashes = [
    ...events.filter((event) => byId.has(event.id) && canonicalJson(JSON.parse(byId.get(event.id) ?? "null")) !== canonicalJson(event)).map((event) => clash(event, "exists-otherwise")),
    ...fresh.filter(({ aggregateId, aggregateVersion }) => versions.has(`${aggregateId} ${aggregateVersion}`)).map((event) => clash(event, "taken")),
    ...fresh.filter((event) => !isKnown(event)).map((event) => clash(event, "unknown-event")),
  ];
  if (clashes.length === 0 && fresh.length > 0) await query(db, "select place from append_events($1)", [JSON.stringify(fresh)]);
  return { added: fresh.length, present: events.length - fresh.length, clashes };
};
