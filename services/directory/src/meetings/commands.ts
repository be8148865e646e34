import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import { departementOfCommune } from "@cpts/domain/Cog";
import type { MeetingId, MeetingStatement } from "@cpts/domain/Meeting";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect } from "effect";
import { unknownCommunes } from "@cpts/service-kit/known/commune-codes";
import { write } from "../database/tables.ts";
import { requireOrganization } from "../organizations/reference.ts";
import { externalIdKind, type EncodedMeeting } from "./queries.ts";

const checkCommunes = ({ commune, territory }: MeetingStatement) =>
  Effect.gen(function* () {
    const entered = [
      ...(commune === undefined ? [] : [{ code: commune, path: ["commune"] }]),
      ...(territory?.communes ?? []).map((code, index) => ({ code, path: ["territory", "communes", index] })),
    ];
    const faults = yield* unknownCommunes(entered);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
  });

const viewOf = (id: MeetingId, input: MeetingStatement): EncodedMeeting => ({
  id,
  title: input.title,
  subject: input.subject ?? null,
  heldOn: input.heldOn,
  time: input.time ?? null,
  place: input.place ?? null,
  commune: input.commune ?? null,
  territory: { communes: input.territory?.communes ?? [], prose: input.territory?.prose ?? null },
  cptsId: input.cptsId ?? null,
  organizerId: input.organizerId ?? null,
  provenance: input.provenance ?? { status: "declared" },
  externalIds: input.externalIds ?? [],
  version: 1,
});

/** The departements of the communes of a meeting: where it is held, and what it is about. */
export const departementsOf = ({ commune, territory }: MeetingStatement) => [...new Set([...(commune === undefined ? [] : [commune]), ...(territory?.communes ?? [])].map(departementOfCommune))];

const insert = (view: EncodedMeeting, departements: ReadonlyArray<string>) =>
  write((db) =>
    db
      .insertInto("meeting")
      .values({
        id: view.id,
        version: view.version,
        title: view.title,
        subject: view.subject,
        held_on: view.heldOn,
        place_in_time: view.heldOn ?? "",
        time: view.time,
        place: view.place,
        commune: view.commune,
        communes: view.territory.communes,
        departements,
        prose: view.territory.prose,
        cpts_id: view.cptsId,
        organizer_id: view.organizerId,
        provenance: JSON.stringify(view.provenance),
      })
      .execute(),
  );

/** Records a meeting. The event holds ids, codes and dates: what people wrote of it stays here. */
export const recordMeeting = (input: MeetingStatement) =>
  Effect.gen(function* () {
    yield* checkCommunes(input);
    if (input.organizerId !== undefined) yield* requireOrganization(input.organizerId, ["organizerId"]);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as MeetingId;
    const view = viewOf(id, input);
    yield* insert(view, departementsOf(input));
    yield* claimExternalIds(externalIdKind, id, view.externalIds);
    const { commune = null, cptsId = null, heldOn, organizerId = null, time = null } = input;
    yield* record(directory.events.meetingRecorded, {
      aggregateId: id,
      aggregateVersion: 1,
      data: { meetingId: id, cptsId, organizerId, heldOn, time, commune, communes: input.territory?.communes ?? [] },
    });
    return view;
  });
