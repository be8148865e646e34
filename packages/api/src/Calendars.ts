/**
 * Calendars: iCalendar feeds (RFC 5545) and the same as JSON, of a CPTS, of a theme, and of a professional by a private link.
 *
 * Whoever has a private link reads that calendar: its secret is shown once, kept as a hash, renewed and revoked at will.
 *
 * @example
 * ```ts
 * import { calendarEndpoints } from "@cpts/api/Calendars"
 *
 * calendarEndpoints.readPrivateCalendar.path // => "/v1/calendars/private/{secret}/calendar.ics"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { Code } from "@cpts/domain/OpenCode";
import { PathwayId } from "@cpts/domain/Pathway";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";

/** An entry of a calendar. Times are those of a clock in Paris. */
export const CalendarEntry = Schema.Struct({
  uid: Schema.String.annotate({ description: "The same for ever, in every calendar that holds it" }),
  kind: Schema.String.annotate({ description: "action, session, meeting, deadline, signing; others may come" }),
  title: Schema.String,
  place: Schema.NullOr(Schema.String),
  start: Schema.String.annotate({ description: "YYYY-MM-DD, or YYYY-MM-DDThh:mm; in the second of two equal hours the instant in UTC, with a Z" }),
  end: Schema.NullOr(Schema.String).annotate({ description: "Excluded; null where it is not known" }),
  isCancelled: Schema.Boolean,
  sequence: Schema.Int.annotate({ description: "Counts what calendars are told of it, from 0 (RFC 5545, section 3.8.7.4)" }),
}).annotate({ identifier: "CalendarEntry" });
export type CalendarEntry = typeof CalendarEntry.Type;

/** A calendar, whole. */
export const CalendarView = Schema.Struct({ name: Schema.String, timeZone: Schema.String, items: Schema.Array(CalendarEntry) }).annotate({ identifier: "Calendar" });

const LinkId = PathwayId.annotate({ description: "Id of the link" });

/** A private link to the calendar of a professional. */
export const CalendarLink = Schema.Struct({
  id: LinkId,
  cptsId: CptsId,
  professionalId: ProfessionalId,
  secret: Schema.NullOr(Schema.String).annotate({ description: "Shown once, when it is made: null ever after, also for a repetition of the request" }),
}).annotate({ identifier: "CalendarLink" });
export type CalendarLink = typeof CalendarLink.Type;

/** Private links of a CPTS, without their secrets. */
export const CalendarLinks = Schema.Struct({ items: Schema.Array(CalendarLink) }).annotate({ identifier: "CalendarLinks" });

/** For whom a link is. */
export const NewCalendarLink = Schema.Struct({ cptsId: CptsId, professionalId: ProfessionalId }).annotate({ identifier: "NewCalendarLink" });

const ofCpts = { params: Schema.Struct({ id: CptsId }), query: Schema.Struct({ theme: Schema.optionalKey(Code.annotate({ description: "What is of this theme of actions, or of this mission, alone" })) }) };
const ofTheme = { params: Schema.Struct({ theme: Code.annotate({ description: "A theme of actions (an open list), or the code of a mission" }) }) };
const feed = { method: "GET", response: Schema.String, permission: "calendar.read" } as const;
const Secret = Schema.String.annotate({ description: "The secret of a private link" }).pipe(Schema.check(Schema.isPattern(/^[\w-]{43}$/u, { message: "code.format" })));
const ofSecret = { params: Schema.Struct({ secret: Secret }) };
const link = { params: Schema.Struct({ id: LinkId }), permission: "calendar-link.manage" } as const;
const example = { cptsId: "0198c0de-0000-7000-8000-000000000001", professionalId: "0198c0de-0000-7000-8000-000000000020" };
const isCalendar = { transfer: "calendar" } as const;

/** What is asked of calendars. */
export const calendarEndpoints = {
  readCptsCalendar: {
    ...endpoint({ ...feed, ...ofCpts, id: "calendar.cpts.feed", path: "/v1/calendars/cpts/{id}/calendar.ics", summary: { fr: "S'abonner au calendrier d'une CPTS", en: "Subscribe to the calendar of a CPTS" } }),
    ...isCalendar,
  },
  listCptsCalendar: endpoint({ ...feed, ...ofCpts, id: "calendar.cpts.list", path: "/v1/calendars/cpts/{id}", response: CalendarView, summary: { fr: "Lire le calendrier d'une CPTS", en: "Read the calendar of a CPTS" } }),
  readThemeCalendar: {
    ...endpoint({ ...feed, ...ofTheme, id: "calendar.theme.feed", path: "/v1/calendars/themes/{theme}/calendar.ics", summary: { fr: "S'abonner à ce qui est publié d'un thème ou d'une mission", en: "Subscribe to what is published about a theme or a mission" } }),
    ...isCalendar,
  },
  listThemeCalendar: endpoint({ ...feed, ...ofTheme, id: "calendar.theme.list", path: "/v1/calendars/themes/{theme}", response: CalendarView, summary: { fr: "Lire ce qui est publié d'un thème ou d'une mission", en: "Read what is published about a theme or a mission" } }),
  readPrivateCalendar: {
    ...endpoint({
      ...feed,
      ...ofSecret,
      id: "calendar.private.feed",
      path: "/v1/calendars/private/{secret}/calendar.ics",
      summary: { fr: "S'abonner à son calendrier par un lien privé", en: "Subscribe to one's calendar by a private link" },
    }),
    ...isCalendar,
  },
  listPrivateCalendar: endpoint({
    ...feed,
    ...ofSecret,
    id: "calendar.private.list",
    path: "/v1/calendars/private/{secret}",
    response: CalendarView,
    summary: { fr: "Lire son calendrier par un lien privé", en: "Read one's calendar by a private link" },
  }),
  createCalendarLink: endpoint({
    id: "calendar-link.create",
    method: "POST",
    path: "/v1/calendar-links",
    body: NewCalendarLink,
    response: CalendarLink,
    status: 201,
    problems: ["invalid-request", "unknown-reference"],
    permission: "calendar-link.manage",
    summary: { fr: "Créer le lien privé d'un professionnel vers son calendrier", en: "Make the private link of a professional to their calendar" },
    example,
  }),
  listCalendarLinks: endpoint({
    id: "calendar-link.list",
    method: "GET",
    path: "/v1/calendar-links",
    query: Schema.Struct({ cpts: CptsId }),
    response: CalendarLinks,
    permission: "calendar-link.manage",
    summary: { fr: "Lister les liens privés d'une CPTS, sans leur secret", en: "List the private links of a CPTS, without their secrets" },
  }),
  rotateCalendarLink: endpoint({
    ...link,
    id: "calendar-link.rotate",
    method: "POST",
    path: "/v1/calendar-links/{id}/rotation",
    response: CalendarLink,
    summary: { fr: "Renouveler le secret d'un lien : l'ancien ne vaut plus", en: "Renew the secret of a link: the old one is void" },
  }),
  revokeCalendarLink: endpoint({
    ...link,
    id: "calendar-link.revoke",
    method: "DELETE",
    path: "/v1/calendar-links/{id}",
    response: Schema.Struct({}),
    status: 204,
    summary: { fr: "Révoquer un lien privé", en: "Revoke a private link" },
  }),
} as const;
