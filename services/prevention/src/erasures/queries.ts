import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

const byId = statement<[id: string], { readonly id: string }>("select id from erased_person where id = $1");

/** Whether the directory has erased somebody. */
export const isErased = (id: string) => Effect.map(read((db) => byId(db, id)), (rows) => rows.length > 0);
