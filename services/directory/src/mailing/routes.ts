import { directory } from "@cpts/api/Directory";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { readLink, recordConsent, renewLink, unsubscribe, withdrawConsent } from "./consents.ts";
import { defineList, dropList, exportList, findList, listLists, reachOfList } from "./lists.ts";

const { endpoints } = directory;

const ofCpts = (id: string, actor: Actor) =>
  // Only ids of CPTS were stored.
  cptsResource({ kind: "mailing", id: id as CptsId, actor, visibility: "board", path: ["cptsId"] });

const ofBody = ({ actor, body }: { readonly actor: Actor; readonly body: { readonly cptsId: CptsId } }) => ofCpts(body.cptsId, actor);
const ofList = ({ actor, params }: { readonly actor: Actor; readonly params: Parameters<typeof findList> extends [infer Id] ? { readonly id: Id } : never }) => Effect.flatMap(findList(params.id), (row) => ofCpts(row.cpts_id, actor));
// Whoever holds a link speaks for the person it was made for.
const byLink = openData("mailing-link");

const answered = <Body>(body: Body) => ({ body });

export const mailingRoutes = [
  bind(endpoints.defineMailingList, ofBody, ({ body }) => Effect.map(defineList(body), (list) => ({ body: list, version: list.version }))),
  bind(endpoints.listMailingLists, ({ actor, query }) => ofCpts(query.cpts, actor), ({ query }) => Effect.map(listLists({ ...query, limit: query.limit ?? 50 }), answered)),
  bind(endpoints.dropMailingList, ofList, ({ params }) => Effect.as(dropList(params.id), { body: {} })),
  bind(endpoints.readMailingReach, ofList, ({ actor, params, query }) => Effect.map(reachOfList(params.id, query.explain === "true", actor), answered)),
  bind(endpoints.exportMailingList, ofList, ({ actor, params }) => Effect.map(exportList(params.id, actor), (workbook) => ({ workbook }))),
  bind(endpoints.recordConsent, ofBody, ({ actor, body }) => Effect.map(recordConsent(body, actor), answered)),
  bind(endpoints.withdrawConsent, ofBody, ({ body }) => Effect.map(withdrawConsent(body), answered)),
  bind(endpoints.renewUnsubscription, ofBody, ({ body }) => Effect.map(renewLink(body), answered)),
  bind(endpoints.readUnsubscription, byLink, ({ params }) => Effect.map(readLink(params.secret), answered)),
  bind(endpoints.unsubscribe, byLink, ({ params }) => Effect.map(unsubscribe(params.secret), answered)),
];
