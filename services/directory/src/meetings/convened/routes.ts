import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import type { Actor, Resource } from "@cpts/domain/Access";
import type { DepartementCode } from "@cpts/domain/Cog";
import type { NewConvenedMeeting } from "@cpts/domain/ConvenedMeeting";
import type { CptsId } from "@cpts/domain/Cpts";
import type { MeetingId } from "@cpts/domain/Meeting";
import { filesOf, keepFile } from "@cpts/service-kit/files/store";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { regionsOf } from "@cpts/service-kit/known/places";
import { Effect } from "effect";
import { closeAttendance, correctAttendance, noteAttendance } from "./attendance.ts";
import { cancelMeeting, changeMeeting, conveneMeeting, departementsOf, holdMeeting, moveMeeting, reinstateMeeting } from "./convene.ts";
import { changeFollowUp, recordDecision, recordFollowUp } from "./outcomes.ts";
import { makeDocument } from "./documents.ts";
import { filesOfMeeting, historyOfMeeting, insideOf, listConvenedMeetings, listFollowUps, shownAttendance, shownMeeting } from "./queries.ts";
import { findMeeting, lockMeeting, type MeetingRow } from "./stored.ts";

const { endpoints } = directory;
const noSuchFile = new Problem({ type: "not-found", detail: { fr: "Ce fichier n'est pas connu ici.", en: "This file is not known here." } });

/** What a meeting is about, for the permission: its CPTS, or where a project meets that has none. */
const resourceOf = (row: Pick<MeetingRow, "cpts_id" | "departements">, visibility: "public" | "cpts" | "board", actor: Actor) => {
  // Only ids of CPTS and codes of departements were stored.
  if (row.cpts_id !== null) return cptsResource({ kind: "meeting", id: row.cpts_id as CptsId, actor, visibility, path: ["cptsId"] });
  const departements = row.departements as ReadonlyArray<DepartementCode>;
  return Effect.succeed({ kind: "meeting", visibility, departements, regions: regionsOf(departements) } satisfies Resource);
};

interface AboutMeeting {
  readonly actor: Actor;
  readonly params: { readonly id: MeetingId };
}

const future = ({ actor, body }: { readonly actor: Actor; readonly body: NewConvenedMeeting }) => resourceOf({ cpts_id: body.cptsId ?? null, departements: departementsOf(body.commune) }, body.visibility, actor);

/** That there is a meeting is seen by whom its visibility says. */
const seen = ({ actor, params }: AboutMeeting) => Effect.flatMap(findMeeting(params.id), (row) => resourceOf(row, row.visibility as "public", actor));
/** What is done in it, by the members of the CPTS at most. */
const inside = ({ actor, params }: AboutMeeting) => Effect.flatMap(findMeeting(params.id), (row) => resourceOf(row, insideOf(row.visibility) as "cpts", actor));
const locked = ({ actor, params }: AboutMeeting) => Effect.flatMap(lockMeeting(params.id), (row) => resourceOf(row, insideOf(row.visibility) as "cpts", actor));

const shown = (id: MeetingId, actor: Actor) => Effect.map(shownMeeting(id, actor), (body) => ({ body, version: body.version }));

export const convenedMeetingRoutes = [
  bind(endpoints.conveneMeeting, future, ({ actor, body }) => Effect.flatMap(conveneMeeting(body, actor), (id) => shown(id, actor))),
  bind(endpoints.listConvenedMeetings, openData("meeting"), ({ actor, query }) => Effect.map(listConvenedMeetings({ ...query, limit: query.limit ?? 50 }, actor), (body) => ({ body }))),
  bind(endpoints.readConvenedMeeting, seen, ({ actor, params }) => shown(params.id, actor)),
  bind(endpoints.changeMeeting, locked, ({ actor, body, ifMatch, params }) => Effect.andThen(changeMeeting(params.id, body, ifMatch, actor), shown(params.id, actor))),
  bind(endpoints.moveMeeting, locked, ({ actor, body, params }) => Effect.andThen(moveMeeting(params.id, body), shown(params.id, actor))),
  bind(endpoints.cancelMeeting, locked, ({ actor, body, params }) => Effect.andThen(cancelMeeting(params.id, body), shown(params.id, actor))),
  bind(endpoints.holdMeeting, locked, ({ actor, params }) => Effect.andThen(holdMeeting(params.id), shown(params.id, actor))),
  bind(endpoints.reinstateMeeting, locked, ({ actor, body, params }) => Effect.andThen(reinstateMeeting(params.id, body), shown(params.id, actor))),
  bind(endpoints.readMeetingHistory, inside, ({ params }) => Effect.map(historyOfMeeting(params.id), (body) => ({ body }))),
  bind(endpoints.noteAttendance, locked, ({ actor, body, params }) => Effect.andThen(noteAttendance(params.id, body, actor), shown(params.id, actor))),
  bind(endpoints.closeAttendance, locked, ({ actor, body, params }) => Effect.andThen(closeAttendance(params.id, body), shown(params.id, actor))),
  bind(endpoints.correctAttendance, locked, ({ actor, body, params }) => Effect.andThen(correctAttendance(params.id, body, actor), shown(params.id, actor))),
  bind(endpoints.readAttendance, inside, ({ actor, params, query }) => Effect.map(shownAttendance(params.id, actor, query.explain === "true"), (body) => ({ body }))),
  bind(endpoints.recordDecision, locked, ({ actor, body, params }) => Effect.andThen(recordDecision(params.id, body), shown(params.id, actor))),
  bind(endpoints.recordFollowUp, locked, ({ actor, body, params }) => Effect.andThen(recordFollowUp(params.id, body, actor), shown(params.id, actor))),
  bind(endpoints.changeFollowUp, locked, ({ actor, body, params }) => Effect.map(changeFollowUp(params.id, Number(params.number), body, actor), (view) => ({ body: view }))),
  bind(endpoints.makeMeetingDocument, locked, ({ actor, body, language, params }) => Effect.map(makeDocument(params.id, body.kind, actor, language), (file) => ({ body: file, location: `files/${file.id}` }))),
  bind(endpoints.addMeetingFile, locked, ({ params, upload: sent }) => Effect.map(keepFile(sent, filesOfMeeting(params.id)), (body) => ({ body, location: `files/${body.id}` }))),
  bind(endpoints.readMeetingFile, inside, ({ params }) =>
    Effect.flatMap(filesOf(filesOfMeeting(params.id)), (files) => {
      const file = files.find(({ id }) => id === params.file);
      return file === undefined ? Effect.fail(noSuchFile) : Effect.succeed({ file });
    }),
  ),
  bind(endpoints.listFollowUps, openData("meeting"), ({ actor, query }) => Effect.map(listFollowUps({ ...query, limit: query.limit ?? 50 }, actor), (body) => ({ body }))),
];
