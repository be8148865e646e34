import { directory } from "@cpts/api/Directory";
import type { Actor, Resource } from "@cpts/domain/Access";
import type { MeetingStatement } from "@cpts/domain/Meeting";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { regionsOf } from "@cpts/service-kit/known/places";
import { Effect } from "effect";
import { departementsOf, recordMeeting } from "./commands.ts";
import { listMeetings } from "./queries.ts";

const { endpoints } = directory;

/** Where a meeting is: in its communes, and in the CPTS it is of. */
const futureResource = ({ actor, body }: { readonly actor: Actor; readonly body: MeetingStatement }) =>
  Effect.gen(function* () {
    const departements = departementsOf(body);
    const regions = regionsOf(departements);
    if (body.cptsId === undefined) return { kind: "meeting", visibility: "public", departements, regions } satisfies Resource;
    const of: Resource = yield* cptsResource({ kind: "meeting", id: body.cptsId, actor, visibility: "cpts", path: ["cptsId"] });
    return { ...of, departements: [...departements, ...(of.departements ?? [])], regions: [...regions, ...(of.regions ?? [])] };
  });

export const meetingRoutes = [
  bind(endpoints.recordMeeting, futureResource, ({ body }) => Effect.map(recordMeeting(body), (meeting) => ({ body: meeting }))),
  bind(endpoints.listMeetings, openData("meeting"), ({ query }) => Effect.map(listMeetings({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
];
