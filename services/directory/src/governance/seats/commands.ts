import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import type { ElectionId, NewElection, NewSeat, SeatCorrection, SeatId } from "@cpts/domain/BodySeat";
import type { CptsId } from "@cpts/domain/Cpts";
import { isEmptyPeriod } from "@cpts/domain/Governance";
import type { BodyId } from "@cpts/domain/GovernanceBody";
import { parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";
import { codeOf } from "@cpts/domain/OpenCode";
import { latest, type PartialDate } from "@cpts/domain/PartialDate";
import type { Provenance, Source } from "@cpts/domain/Source";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { today as todayInParis } from "@cpts/service-kit/time/today";
import { Clock, Effect } from "effect";
import type { Selectable } from "kysely";
import { neverSo, orKept } from "../../corrections/columns.ts";
import { periodEmpty } from "../../corrections/refusals.ts";
import { saidColumns } from "../../database/dated.ts";
import { requirePlausible } from "../../database/plausible-dates.ts";
import { read, write, type DirectoryTables } from "../../database/tables.ts";
import { requireHolders } from "../commands.ts";
import { requireOfficeFrame } from "../frame.ts";
import { statementNotFound, statementWithdrawn } from "../refusals.ts";

export const bodyNotFound = new Problem({ type: "not-found", detail: { fr: "Cette instance n'est pas connue ici.", en: "This body is not known here." } });
const closed = (path: string) =>
  new Problem({
    type: "invalid-request",
    faults: [{ in: "body", path: [path], code: "body.closed", message: { fr: "cette instance est close : personne n'y siège au-delà", en: "this body is closed: nobody sits there beyond that" } }],
  });
const notHeldYet = new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["on"], code: "in-the-future", message: { fr: "cette élection n'a pas encore eu lieu : son résultat se déclare ensuite", en: "this election has not been held yet: its result is declared afterwards" } }] });

/** The body of a CPTS; fails with 404 where it has no such body. */
export const findBody = (cptsId: CptsId, id: BodyId) =>
  Effect.flatMap(
    read((db) => db.selectFrom("governance_body").selectAll().where("id", "=", id).where("cpts_id", "=", cptsId).where("withdrawn", "=", false).executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(bodyNotFound) : Effect.succeed(row)),
  );

/** The same, which nobody closes until the transaction ends. */
const holdBody = (cptsId: CptsId, id: BodyId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("governance_body").select(["kind", "valid_to", "end_day"]).where("id", "=", id).where("cpts_id", "=", cptsId).where("withdrawn", "=", false).forShare().executeTakeFirst()),
    // A date of a row is as its schema took it.
    (row) => (row === undefined ? Effect.fail(bodyNotFound) : Effect.succeed({ kind: row.kind, validTo: row.valid_to as PartialDate | null, last: row.end_day })),
  );

/** Nobody sits in a body that is no more. */
const refuseBeyond = ({ last, validTo: end }: { readonly validTo: PartialDate | null; readonly last: string }, validTo: PartialDate | null) => {
  const until = validTo === null ? null : latest(validTo);
  return end === null || (until !== null && until <= last) ? Effect.void : Effect.fail(closed("validTo"));
};

interface Seated {
  readonly cptsId: CptsId;
  readonly bodyId: BodyId;
  readonly professionalId: string;
  readonly college: string | null;
  readonly seat: string | null;
  readonly part: string;
  readonly validFrom: PartialDate | null;
  readonly validTo: PartialDate | null;
  readonly electionId: string | null;
  readonly provenance: Provenance;
}

const told = (id: string, seat: Omit<Seated, "college" | "seat" | "provenance">) =>
  // Ids and codes are as the schemas took them.
  ({ seatId: id, bodyId: seat.bodyId, cptsId: seat.cptsId, holderId: seat.professionalId, part: seat.part, validFrom: seat.validFrom, validTo: seat.validTo, electionId: seat.electionId }) as typeof directory.events.seatRecorded.payload.Type;

/** Keeps one statement about a seat, and tells it. */
const keepSeat = (seat: Seated, now: number) =>
  Effect.gen(function* () {
    const today = parisDateFromInstant(now);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as SeatId;
    yield* write((db) =>
      db
        .insertInto("body_seat")
        .values({
          id, version: 1, cpts_id: seat.cptsId, body_id: seat.bodyId, professional_id: seat.professionalId, college: seat.college, seat: seat.seat, part: seat.part, recorded_on: today, election_id: seat.electionId,
          ...saidColumns(seat.validFrom ?? undefined, seat.validTo ?? undefined, today, seat.provenance.source), provenance: JSON.stringify(seat.provenance),
        })
        .execute(),
    );
    yield* record(directory.events.seatRecorded, { aggregateId: id, aggregateVersion: 1, data: told(id, seat), at: now });
    return id;
  });

/** Keeps what a document says of a seat. Statements that contradict each other stand side by side. */
export const recordSeat = (cptsId: CptsId, bodyId: BodyId, input: NewSeat) =>
  Effect.gen(function* () {
    const { college = null, part, professionalId, provenance, seat = null, validFrom = null, validTo = null } = input;
    yield* requirePlausible({ validFrom, validTo });
    const body = yield* holdBody(cptsId, bodyId);
    yield* refuseBeyond(body, validTo);
    yield* requireHolders([professionalId], () => ["professionalId"]);
    yield* requireOfficeFrame(cptsId, { office: null, body: body.kind }, saidColumns(input.validFrom, input.validTo, yield* todayInParis, provenance.source), [professionalId], () => ["professionalId"]);
    return yield* keepSeat({ cptsId, bodyId, professionalId, college, seat, part: part === undefined ? "member" : codeOf(part), validFrom, validTo, electionId: null, provenance }, yield* Clock.currentTimeMillis);
  });

/** Keeps an election as its minutes declare it: whoever is elected sits from its day on, until the term ends. */
export const recordElection = (cptsId: CptsId, bodyId: BodyId, input: NewElection) =>
  Effect.gen(function* () {
    const { candidates, college = null, on, provenance, seatsOpen, termEndsOn = null } = input;
    yield* requirePlausible({ on, termEndsOn });
    if (on > (yield* todayInParis)) return yield* notHeldYet;
    const body = yield* holdBody(cptsId, bodyId);
    if (body.validTo !== null && on >= body.last) return yield* closed("on");
    yield* requireHolders(candidates.map(({ professionalId }) => professionalId), (index) => ["candidates", index, "professionalId"]);
    const now = yield* Clock.currentTimeMillis;
    // Whole dates are partial ones.
    const period = saidColumns(on as string as PartialDate, (termEndsOn ?? undefined) as string | undefined as PartialDate | undefined, parisDateFromInstant(now), provenance.source);
    const elect = candidates.flatMap(({ elected, professionalId }, index) => (elected ? [{ professionalId, index }] : []));
    yield* requireOfficeFrame(cptsId, { office: null, body: body.kind }, period, elect.map(({ professionalId }) => professionalId), (at) => ["candidates", elect[at]?.index ?? at, "professionalId"]);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as ElectionId;
    yield* write(async (db) => {
      await db.insertInto("election").values({ id, cpts_id: cptsId, body_id: bodyId, on_day: on, college, seats_open: seatsOpen, term_ends_on: termEndsOn, provenance: JSON.stringify(provenance) }).execute();
      if (candidates.length > 0) await db.insertInto("election_candidate").values(candidates.map(({ elected, professionalId, votes = null }, number) => ({ election_id: id, number, professional_id: professionalId, votes, elected }))).execute();
    });
    const electedIds = elect.map(({ professionalId }) => professionalId);
    yield* record(directory.events.electionRecorded, { aggregateId: id, aggregateVersion: 1, data: { electionId: id, bodyId, cptsId, on, seatsOpen, candidates: candidates.length, electedIds }, at: now });
    // Whole dates are partial ones. Who was elected to a body that has been closed since sat until then.
    const ends = body.validTo !== null && (termEndsOn === null || termEndsOn > body.last) ? body.validTo : (termEndsOn as string | null as PartialDate | null);
    const term = { validFrom: on as string as PartialDate, validTo: ends };
    for (const professionalId of electedIds) yield* keepSeat({ cptsId, bodyId, professionalId, college, seat: null, part: "member", ...term, electionId: id, provenance }, now);
    return id;
  });

type SeatRow = Selectable<DirectoryTables["body_seat"]>;

/** Writes a seat anew that is held by this transaction, and tells it. */
export const rewriteSeat = (row: SeatRow, patch: SeatCorrection) =>
  Effect.gen(function* () {
    // Ids and dates of a row are as the schema took them.
    const [id, cptsId, bodyId] = [row.id as SeatId, row.cpts_id as CptsId, row.body_id as BodyId];
    const [validFrom, validTo] = [orKept(patch.validFrom, row.valid_from as PartialDate | null), orKept(patch.validTo, row.valid_to as PartialDate | null)];
    if (isEmptyPeriod(validFrom, validTo)) return yield* periodEmpty;
    const isWithdrawn = codeOf(patch.why) === "recorded-in-error";
    const part = patch.part === undefined ? row.part : codeOf(patch.part);
    const period = saidColumns(validFrom ?? undefined, validTo ?? undefined, row.recorded_on as LocalDate, (row.provenance as { readonly source?: Source }).source);
    const version = row.version + 1;
    yield* write((db) =>
      db.updateTable("body_seat").set({ ...period, ...(isWithdrawn ? neverSo : {}), college: orKept<string | null>(patch.college, row.college), seat: orKept<string | null>(patch.seat, row.seat), part, version, withdrawn: isWithdrawn }).where("id", "=", id).execute(),
    );
    const data = { ...told(id, { cptsId, bodyId, professionalId: row.professional_id, part, validFrom, validTo, electionId: row.election_id }), withdrawn: isWithdrawn, why: patch.why };
    yield* record(directory.events.seatChanged, { aggregateId: id, aggregateVersion: version, data });
  });

/** Ends a seat, corrects what was written of it, or takes it back. Statements that contradict it stay beside it. */
export const correctSeat = (cptsId: CptsId, bodyId: BodyId, id: SeatId, patch: SeatCorrection) =>
  Effect.gen(function* () {
    const body = yield* holdBody(cptsId, bodyId);
    const row = yield* write((db) => db.selectFrom("body_seat").selectAll().where("id", "=", id).where("body_id", "=", bodyId).where("cpts_id", "=", cptsId).forUpdate().executeTakeFirst());
    if (row === undefined) return yield* statementNotFound;
    if (row.withdrawn) return yield* statementWithdrawn;
    yield* requirePlausible({ validFrom: patch.validFrom, validTo: patch.validTo });
    if (patch.validTo !== undefined) yield* refuseBeyond(body, patch.validTo);
    yield* rewriteSeat(row, patch);
  });
