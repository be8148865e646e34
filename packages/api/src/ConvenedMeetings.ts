/**
 * Meetings from their invitation to what becomes of their decisions.
 *
 * @example
 * ```ts
 * import { convenedMeetingEndpoints } from "@cpts/api/ConvenedMeetings"
 *
 * convenedMeetingEndpoints.closeAttendance.path // => "/v1/convened-meetings/{id}/attendance/closure"
 * ```
 *
 * @since 0.1.0
 */
import * as Convened from "@cpts/domain/ConvenedMeeting";
import { CptsId } from "@cpts/domain/Cpts";
import { BodyId } from "@cpts/domain/GovernanceBody";
import { LocalDate } from "@cpts/domain/LocalDate";
import { MeetingId } from "@cpts/domain/Meeting";
import { Minutes } from "@cpts/domain/MeetingEvents";
import { FollowUpChange, NewDecision, NewFollowUp } from "@cpts/domain/MeetingOutcome";
import { Code } from "@cpts/domain/OpenCode";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Schema } from "effect";
import { AttendanceView, ConvenedMeetingItem, ConvenedMeetingView, FollowUpView, MeetingHistory } from "./ConvenedMeetingViews.ts";
import { endpoint } from "./Endpoint.ts";
import { explained } from "./Explanation.ts";
import { download, FileId, StoredFile, upload } from "./Files.ts";
import { page, pageQuery } from "./Page.ts";

const EntryText = Schema.String.pipe(Schema.check(Schema.isPattern(/^[1-9]\d{0,3}$/u))).annotate({ description: "Its place in the list of the meeting, from 1", examples: ["1"] });
const ofMeeting = Schema.Struct({ id: MeetingId });
const cptsId = "0198c0de-0000-7000-8000-000000000001";
const professionalId = "0198c0de-0000-7000-8000-000000000020";

/** Entries of an attendance list, noted as people come. */
export const AttendanceNotes = Schema.Struct({ entries: Convened.AttendanceEntries }).annotate({ identifier: "AttendanceNotes" });
export type AttendanceNotes = typeof AttendanceNotes.Type;

/** The attendance is final; whoever is invited and not noted was absent. */
export const AttendanceClosure = Schema.Struct({ durationMinutes: Minutes.annotate({ description: "How long the meeting lasted" }) }).annotate({ identifier: "AttendanceClosure" });
export type AttendanceClosure = typeof AttendanceClosure.Type;

/** What was wrong in a closed list, and why; the others stay as they were. */
export const AttendanceCorrection = Schema.Struct({ why: Convened.MeetingCorrectionReason, durationMinutes: Schema.optionalKey(Minutes), entries: Convened.AttendanceEntries }).annotate({ identifier: "AttendanceCorrection" });
export type AttendanceCorrection = typeof AttendanceCorrection.Type;

/** A document to be made of what is recorded: the sheet that is signed on paper, or the minutes. It is kept as a file of the meeting. */
export const MeetingDocument = Schema.Struct({ kind: Schema.Literals(["attendance-sheet", "minutes"]) }).annotate({ identifier: "MeetingDocument" });
export type MeetingDocument = typeof MeetingDocument.Type;

/** A write on one meeting, which answers with the meeting as it then stands. */
const step = { method: "POST", params: ofMeeting, response: ConvenedMeetingView, status: 201, versioned: true, permission: "meeting.record" } as const;

/** What convened meetings can be asked and told, by name. */
export const convenedMeetingEndpoints = {
  conveneMeeting: endpoint({
    id: "meeting.convene",
    method: "POST",
    path: "/v1/convened-meetings",
    body: Convened.NewConvenedMeeting,
    response: ConvenedMeetingView,
    status: 201,
    versioned: true,
    problems: ["unknown-reference"],
    permission: "meeting.record",
    summary: { fr: "Convoquer une réunion, avec son ordre du jour et ses invités", en: "Convene a meeting, with its agenda and who is invited" },
    example: {
      cptsId, kind: "board", title: "Conseil d'administration", visibility: "cpts", on: "2026-12-03", time: "20:00", durationMinutes: 90, place: "Maison de santé", commune: "37003", remote: true,
      agenda: [{ title: "Budget 2027", minutes: 30 }, { title: "Questions diverses" }], invited: [{ professionalId, college: "Infirmiers" }],
      quorum: { rules: [{ percent: 50 }], proxiesCount: true, mostProxies: 2, source: { document: "Statuts", locator: "art. 12" } },
    },
  }),
  listConvenedMeetings: endpoint({
    id: "convened-meeting.list",
    method: "GET",
    path: "/v1/convened-meetings",
    query: Schema.Struct({
      ...pageQuery,
      cpts: Schema.optionalKey(CptsId),
      body: Schema.optionalKey(BodyId),
      kind: Schema.optionalKey(Code),
      state: Schema.optionalKey(Convened.MeetingState),
      from: Schema.optionalKey(LocalDate.annotate({ description: "On this day or later" })),
      to: Schema.optionalKey(LocalDate.annotate({ description: "On this day or earlier" })),
    }),
    response: page(ConvenedMeetingItem),
    permission: "meeting.read",
    summary: { fr: "Les réunions convoquées que l'on peut voir, par jour", en: "The convened meetings that one may see, by day" },
  }),
  readConvenedMeeting: endpoint({
    id: "convened-meeting.read",
    method: "GET",
    path: "/v1/convened-meetings/{id}",
    params: ofMeeting,
    response: ConvenedMeetingView,
    versioned: true,
    permission: "meeting.read",
    summary: { fr: "Lire une réunion convoquée", en: "Read a convened meeting" },
  }),
  changeMeeting: endpoint({
    id: "convened-meeting.change",
    method: "PATCH",
    path: "/v1/convened-meetings/{id}",
    params: ofMeeting,
    body: Convened.MeetingChange,
    response: ConvenedMeetingView,
    versioned: true,
    problems: ["unknown-reference", "illegal-transition"],
    permission: "meeting.record",
    summary: { fr: "Changer l'ordre du jour, les invités ou le titre ; ce qui était écrit reste dans l'historique", en: "Change the agenda, who is invited or the title; what was written stays in its history" },
    example: { why: "forgotten", agenda: [{ title: "Budget 2027" }, { title: "Plan de crise" }] },
  }),
  moveMeeting: endpoint({ ...step, id: "convened-meeting.move", path: "/v1/convened-meetings/{id}/moves", body: Convened.MeetingMove, problems: ["unknown-reference", "illegal-transition"], summary: { fr: "Déplacer une réunion : jour, heure ou lieu", en: "Move a meeting: day, time or place" }, example: { on: "2026-12-10", time: "20:30", commune: "37003" } }),
  cancelMeeting: endpoint({ ...step, id: "convened-meeting.cancel", path: "/v1/convened-meetings/{id}/cancellation", body: Convened.MeetingCancellation, problems: ["illegal-transition"], summary: { fr: "Annuler une réunion", en: "Cancel a meeting" }, example: { reason: "no-quorum" } }),
  holdMeeting: endpoint({ ...step, id: "convened-meeting.hold", path: "/v1/convened-meetings/{id}/holding", problems: ["illegal-transition", "invalid-request"], summary: { fr: "Noter qu'une réunion a eu lieu", en: "Record that a meeting took place" } }),
  reinstateMeeting: endpoint({ ...step, id: "convened-meeting.reinstate", path: "/v1/convened-meetings/{id}/reinstatement", body: Convened.MeetingReinstatement, problems: ["illegal-transition"], summary: { fr: "Rétablir une réunion annulée ou tenue par erreur", en: "Bring back a meeting that was cancelled or held by mistake" }, example: { why: "recorded-in-error" } }),
  readMeetingHistory: endpoint({ id: "convened-meeting.history", method: "GET", path: "/v1/convened-meetings/{id}/history", params: ofMeeting, response: MeetingHistory, permission: "meeting.read", summary: { fr: "Ce qui a été écrit d'une réunion et de sa présence, version par version", en: "What was written of a meeting and its attendance, version by version" } }),
  noteAttendance: endpoint({ ...step, id: "attendance.note", path: "/v1/convened-meetings/{id}/attendance", body: AttendanceNotes, problems: ["unknown-reference", "illegal-transition"], summary: { fr: "Émarger, à l'écran ou d'après la feuille", en: "Note who is there, on the screen or from the sheet" }, example: { entries: [{ professionalId, presence: "present", by: "sheet" }] } }),
  closeAttendance: endpoint({ ...step, id: "attendance.close", path: "/v1/convened-meetings/{id}/attendance/closure", body: AttendanceClosure, problems: ["illegal-transition"], summary: { fr: "Arrêter la présence, une fois", en: "Close the attendance, once" }, example: { durationMinutes: 90 } }),
  correctAttendance: endpoint({ ...step, id: "attendance.correct", path: "/v1/convened-meetings/{id}/attendance/correction", body: AttendanceCorrection, problems: ["unknown-reference", "illegal-transition"], summary: { fr: "Corriger une présence arrêtée ; la liste d'avant reste", en: "Correct a closed attendance; the list before stays" }, example: { why: "forgotten", entries: [{ professionalId, presence: "present", minutes: 45 }] } }),
  readAttendance: endpoint({ id: "attendance.read", method: "GET", path: "/v1/convened-meetings/{id}/attendance", params: ofMeeting, query: Schema.Struct({ ...explained }), response: AttendanceView, permission: "meeting.read", summary: { fr: "Qui est venu, et si la réunion pouvait décider", en: "Who came, and whether the meeting could decide" } }),
  recordDecision: endpoint({ ...step, id: "meeting-decision.record", path: "/v1/convened-meetings/{id}/decisions", body: NewDecision, problems: ["illegal-transition", "unknown-reference"], summary: { fr: "Noter une décision et ses voix", en: "Record a decision and its votes" }, example: { title: "Budget 2027", outcome: "adopted", majority: "simple", votes: { for: 12, against: 3, abstain: 1 } } }),
  recordFollowUp: endpoint({ ...step, id: "follow-up.record", path: "/v1/convened-meetings/{id}/follow-ups", body: NewFollowUp, problems: ["unknown-reference", "illegal-transition"], summary: { fr: "Noter ce qui est à faire, par qui et pour quand", en: "Record what is to be done, by whom and when" }, example: { what: "Écrire à l'ARS", assigneeId: professionalId, dueOn: "2027-01-15" } }),
  changeFollowUp: endpoint({
    id: "follow-up.change",
    method: "POST",
    path: "/v1/convened-meetings/{id}/follow-ups/{number}/changes",
    params: Schema.Struct({ id: MeetingId, number: EntryText }),
    body: FollowUpChange,
    response: FollowUpView,
    status: 201,
    problems: ["unknown-reference"],
    permission: "meeting.record",
    summary: { fr: "Dire où en est une action, ou la corriger", en: "Say where a follow-up stands, or correct it" },
    example: { why: "situation-changed", state: "done" },
  }),
  makeMeetingDocument: endpoint({ ...step, id: "meeting-document.make", path: "/v1/convened-meetings/{id}/documents", body: MeetingDocument, response: StoredFile, versioned: false, problems: ["illegal-transition"], summary: { fr: "Produire la feuille d'émargement ou le compte rendu, en PDF", en: "Make the attendance sheet or the minutes, as PDF" }, example: { kind: "attendance-sheet" } }),
  addMeetingFile: upload({ id: "meeting-file.add", path: "/v1/convened-meetings/{id}/files", params: ofMeeting, permission: "meeting.record", summary: { fr: "Joindre un fichier à une réunion : compte rendu, feuille signée", en: "Attach a file to a meeting: minutes, a signed sheet" } }),
  readMeetingFile: download({ id: "meeting-file.read", path: "/v1/convened-meetings/{id}/files/{file}", params: Schema.Struct({ id: MeetingId, file: FileId }), permission: "meeting.read", summary: { fr: "Un fichier d'une réunion", en: "A file of a meeting" } }),
  listFollowUps: endpoint({
    id: "follow-up.list",
    method: "GET",
    path: "/v1/follow-ups",
    query: Schema.Struct({ ...pageQuery, cpts: Schema.optionalKey(CptsId), assignee: Schema.optionalKey(ProfessionalId), state: Schema.optionalKey(Code), dueBefore: Schema.optionalKey(LocalDate.annotate({ description: "Due before this day" })) }),
    response: page(FollowUpView),
    permission: "meeting.read",
    summary: { fr: "Ce qui est à faire après les réunions, l'échéance la plus proche d'abord", en: "What is to be done after meetings, the nearest due day first" },
  }),
};
