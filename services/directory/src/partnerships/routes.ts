import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { PartnershipId } from "@cpts/domain/Partnership";
import { filesOf, keepFile } from "@cpts/service-kit/files/store";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { endPartnership, recordPartnership, startPartnership } from "./commands.ts";
import { correctPartnership } from "./corrections.ts";
import { exportPartnerships } from "./export.ts";
import { filesOfPartnership, insideOf, listPartnerships, shownPartnership } from "./queries.ts";
import { findPartnership, lockPartnership, versionsOf, type PartnershipRow } from "./stored.ts";

const { endpoints } = directory;
const noSuchFile = new Problem({ type: "not-found", detail: { fr: "Ce fichier n'est pas connu ici.", en: "This file is not known here." } });

interface AboutPartnership {
  readonly actor: Actor;
  readonly params: { readonly id: PartnershipId };
}

const resourceOf = (row: Pick<PartnershipRow, "cpts_id">, visibility: "public" | "cpts" | "board" | "private", actor: Actor) =>
  // Only ids of CPTS were stored.
  cptsResource({ kind: "partnership", id: row.cpts_id as CptsId, actor, visibility, path: ["cptsId"] });

/** That there is a partnership is seen by whom its visibility says. */
const seen = ({ actor, params }: AboutPartnership) => Effect.flatMap(findPartnership(params.id), (row) => resourceOf(row, row.visibility as "public", actor));
/** What it is for, by the members of the CPTS at most. */
const inside = ({ actor, params }: AboutPartnership) => Effect.flatMap(findPartnership(params.id), (row) => resourceOf(row, insideOf(row.visibility), actor));
const locked = ({ actor, params }: AboutPartnership) => Effect.flatMap(lockPartnership(params.id), (row) => resourceOf(row, insideOf(row.visibility), actor));

const shown = (id: PartnershipId, actor: Actor) => Effect.map(Effect.flatMap(today, (now) => shownPartnership(id, actor, now)), (body) => ({ body, version: body.version }));

export const partnershipRoutes = [
  bind(
    endpoints.recordPartnership,
    ({ actor, body }) => resourceOf({ cpts_id: body.cptsId }, insideOf(body.visibility ?? "cpts"), actor),
    ({ actor, body }) => Effect.flatMap(recordPartnership(body), (id) => Effect.map(shown(id, actor), (answer) => ({ ...answer, location: `partnerships/${id}` }))),
  ),
  // Everyone may ask: each is given those that they may see.
  bind(endpoints.listPartnerships, openData("partnership"), ({ actor, query }) =>
    Effect.gen(function* () {
      return { body: yield* listPartnerships({ ...query, limit: query.limit ?? 50 }, actor, query.asOf ?? (yield* today)) };
    }),
  ),
  bind(endpoints.exportPartnerships, openData("partnership"), ({ actor, query }) =>
    Effect.gen(function* () {
      return { workbook: yield* exportPartnerships(query, actor, query.asOf ?? (yield* today)) };
    }),
  ),
  bind(endpoints.readPartnership, seen, ({ actor, params, query }) =>
    Effect.gen(function* () {
      const body = yield* shownPartnership(params.id, actor, query.asOf ?? (yield* today), query.explain === "true");
      return { body, version: body.version };
    }),
  ),
  bind(endpoints.correctPartnership, locked, ({ actor, body, ifMatch, params }) => Effect.andThen(correctPartnership(params.id, body, ifMatch), shown(params.id, actor))),
  bind(endpoints.startPartnership, locked, ({ actor, body, params }) => Effect.andThen(startPartnership(params.id, body), shown(params.id, actor))),
  bind(endpoints.endPartnership, locked, ({ actor, body, params }) => Effect.andThen(endPartnership(params.id, body), shown(params.id, actor))),
  bind(endpoints.readPartnershipHistory, inside, ({ params }) => Effect.map(versionsOf(params.id), (body) => ({ body }))),
  bind(endpoints.addPartnershipFile, locked, ({ params, upload }) => Effect.map(keepFile(upload, filesOfPartnership(params.id)), (body) => ({ body, location: `files/${body.id}` }))),
  bind(endpoints.readPartnershipFile, inside, ({ params }) =>
    Effect.flatMap(filesOf(filesOfPartnership(params.id)), (files) => {
      const file = files.find(({ id }) => id === params.file);
      return file === undefined ? Effect.fail(noSuchFile) : Effect.succeed({ file });
    }),
  ),
];
