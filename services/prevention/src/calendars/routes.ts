import { calendarEndpoints as endpoints } from "@cpts/api/Calendars";
import type { CptsId } from "@cpts/domain/Cpts";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { placesOfCpts } from "@cpts/service-kit/known/places";
import { Effect } from "effect";
import { cptsCalendar, cptsFeed, privateCalendar, privateFeed, themeCalendar, themeFeed } from "./feeds.ts";
import { createLink, findLink, listLinks, revokeLink, rotateLink } from "./links.ts";

const open = openData("calendar");
const about = (cptsId: CptsId) => Effect.map(placesOfCpts(cptsId), (places) => ({ kind: "calendar-link", visibility: "cpts" as const, cptsId, ...places }));
const aboutLink = ({ params }: { readonly params: { readonly id: string } }) => Effect.flatMap(findLink(params.id), ({ cpts_id }) => about(cpts_id));

export const calendarRoutes = [
  bind(endpoints.readCptsCalendar, open, ({ actor, params, query }) => cptsFeed(params.id, query.theme, actor)),
  bind(endpoints.listCptsCalendar, open, ({ actor, params, query }) => Effect.map(cptsCalendar(params.id, query.theme, actor), (body) => ({ body }))),
  bind(endpoints.readThemeCalendar, open, ({ params }) => themeFeed(params.theme)),
  bind(endpoints.listThemeCalendar, open, ({ params }) => Effect.map(themeCalendar(params.theme), (body) => ({ body }))),
  bind(endpoints.readPrivateCalendar, open, ({ params }) => privateFeed(params.secret)),
  bind(endpoints.listPrivateCalendar, open, ({ params }) => Effect.map(privateCalendar(params.secret), (body) => ({ body }))),
  bind(endpoints.createCalendarLink, ({ actor, body }) => cptsResource({ kind: "calendar-link", id: body.cptsId, actor, visibility: "cpts", path: ["cptsId"] }), ({ body }) => createLink(body)),
  bind(endpoints.listCalendarLinks, ({ query }) => about(query.cpts), ({ query }) => Effect.map(listLinks(query.cpts), (body) => ({ body }))),
  bind(endpoints.rotateCalendarLink, aboutLink, ({ params }) => rotateLink(params.id)),
  bind(endpoints.revokeCalendarLink, aboutLink, ({ params }) => Effect.as(revokeLink(params.id), { body: {} })),
];
