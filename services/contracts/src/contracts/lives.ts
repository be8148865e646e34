import type { ToldLife } from "@cpts/api/ContractsSnapshots";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import type { Life } from "./life.ts";

interface Row {
  readonly id: string;
  readonly cptsId: string;
  readonly life: Life;
}

const signed = statement<[after: string, limit: number], Row>(`select id, cpts_id as "cptsId", life from contract where id > $1 and state = 'signed' order by id limit $2`);

const viewOf = ({ cptsId, id, life }: Row): typeof ToldLife.Encoded => ({
  id,
  cptsId,
  steps: life.steps.map(({ action, on }) => ({ action, on })),
  amendments: life.amendments.map(({ changes, effectiveOn, number, signedOn }) => ({ number, signedOn, effectiveOn, changes })),
  started: life.missionStarts.map(({ code, on }) => ({ code, on })),
  deployed: (life.deployments ?? []).map(({ code, on }) => ({ code, on })),
  expiredOn: life.expiredOn,
});

/** What happened to every signed contract since its signature. */
export const listLives = pagesById("contract-lives", (after, limit) => read((db) => signed(db, after, limit)), (rows) => Effect.succeed(rows.map(viewOf)));
