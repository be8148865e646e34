import type { ConductChanged } from "@cpts/api/ConductEndpoints";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect, type Schema } from "effect";
import type { Selectable } from "kysely";
import { read } from "../database/tables.ts";
import type { ConductTables } from "./tables.ts";

type Row = Selectable<ConductTables["action_conduct"]>;

const conducts = statement<[after: string, limit: number], Row>("select * from action_conduct where id > $1 order by id limit $2");

const viewOf = ({ action_id: actionId, cpts_id: cptsId, history, id, progress, statement: said }: Row): Schema.Codec.Encoded<typeof ConductChanged> => {
  const { populations, realFrom, realTo, theme } = said;
  return { conductId: id, actionId, cptsId, theme, populations, progress, on: history.at(-1)?.on ?? null, realFrom, realTo };
};

/** How every action is carried out, without people or money. */
export const listConducts = pagesById("action-conducts", (after, limit) => read((db) => conducts(db, after, limit)), (rows) => Effect.succeed(rows.map(viewOf)));

const proposals = statement<[after: string, limit: number], { readonly id: string; readonly content: unknown }>("select id, content from indicator_proposal where id > $1 order by id limit $2");

/** Every value that was proposed to a contract. */
export const listAllProposals = pagesById("all-proposals", (after, limit) => read((db) => proposals(db, after, limit)), (rows) => Effect.succeed(rows.map(({ content }) => content)));
