import { directory } from "@cpts/api/Directory";
import type { Actor } from "@cpts/domain/Access";
import { arrivalTemplates } from "@cpts/domain/Arrival";
import type { CptsId } from "@cpts/domain/Cpts";
import { soleRow } from "@cpts/service-kit/database/statement";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { changeArrival, lockArrival, recordArrival, tickArrival } from "./commands.ts";
import { findArrival, listArrivals, readBack } from "./queries.ts";

const { endpoints } = directory;

const ofCpts = (id: string, actor: Actor) =>
  // Only ids of CPTS were stored.
  cptsResource({ kind: "arrival", id: id as CptsId, actor, visibility: "cpts", path: ["cptsId"] });

const ofArrival = ({ actor, params }: { readonly actor: Actor; readonly params: Parameters<typeof lockArrival> extends [infer Id] ? { readonly id: Id } : never }) => Effect.flatMap(lockArrival(params.id), (row) => ofCpts(row.cpts_id, actor));

const shown = (id: string, actor: Actor) =>
  Effect.map(Effect.flatMap(today, (now) => readBack(id, actor, now)), (rows) => {
    const body = soleRow(rows);
    return { body, version: body.version };
  });

const templates = { items: arrivalTemplates.map(({ items, kind, source, status }) => ({ kind, source, status, items: items.map(({ code, en, fr }) => ({ code, label: { fr, en } })) })) };

export const arrivalRoutes = [
  bind(endpoints.recordArrival, ({ actor, body }) => ofCpts(body.cptsId, actor), ({ actor, body }) =>
    Effect.gen(function* () {
      const id = yield* recordArrival(body, actor);
      return { ...(yield* shown(id, actor)), location: `arrivals/${id}` };
    }),
  ),
  // Everyone may ask: who comes is told to those of the CPTS.
  bind(endpoints.listArrivals, openData("arrival"), ({ actor, query }) =>
    Effect.gen(function* () {
      return { body: yield* listArrivals({ ...query, limit: query.limit ?? 50 }, actor, query.asOf ?? (yield* today)) };
    }),
  ),
  bind(endpoints.readArrival, openData("arrival"), ({ actor, params, query }) =>
    Effect.gen(function* () {
      const day = query.asOf ?? (yield* today);
      const body = yield* findArrival(params.id, actor, day);
      return { body, version: body.version, variant: day };
    }),
  ),
  bind(endpoints.changeArrival, ofArrival, ({ actor, body, ifMatch, params }) => Effect.andThen(changeArrival(params.id, body, ifMatch, actor), shown(params.id, actor))),
  bind(endpoints.tickArrival, ofArrival, ({ actor, body, params }) => Effect.andThen(tickArrival(params.id, body, actor), shown(params.id, actor))),
  bind(endpoints.listArrivalTemplates, openData("organization"), () => Effect.succeed({ body: templates })),
];
