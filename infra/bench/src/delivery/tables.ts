/** What every contestant writes: a row of its own, and the effect at the subscriber. Without a key, so that an effect applied twice is seen. */
export const thingTable = "create table if not exists thing (id uuid primary key, title text not null)";
export const effectTable = "create table if not exists effect (place bigint generated always as identity primary key, write_id uuid not null, title text not null)";

export const insertThing = { name: "insert-thing", text: "insert into thing (id, title) values ($1, $2)" };
export const insertEffect = { name: "insert-effect", text: "insert into effect (write_id, title) values ($1, $2)" };
export const insertEffects = { name: "insert-effects", text: "insert into effect (write_id, title) select * from unnest($1::uuid[], $2::text[])" };

/** What all of them tell. */
export type Told = { readonly thingId: string; readonly title: string };
export const told = (thingId: string): Told => ({ thingId, title: `chose ${thingId}` });

/** Connections of each writer: one for each of the 16 that write at once. */
export const writerConnections = 16;
