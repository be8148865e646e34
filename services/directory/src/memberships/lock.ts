import { Problem } from "@cpts/api/Problem";
import type { MembershipId } from "@cpts/domain/Membership";
import type { MembershipRequestId } from "@cpts/domain/MembershipCourse";
import { Effect } from "effect";
import { versionConflictOf } from "../corrections/refusals.ts";
import { read, write } from "../database/tables.ts";

export const membershipNotFound = new Problem({ type: "not-found", detail: { fr: "Cette adhésion n'est pas connue ici.", en: "This membership is not known here." } });
const requestNotFound = new Problem({ type: "not-found", detail: { fr: "Cette demande n'est pas connue ici.", en: "This request is not known here." } });

export const versionConflict = versionConflictOf("L'adhésion", "la", "The membership");

/** Reads a membership and holds it until the transaction ends. */
export const lockMembership = (id: MembershipId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("membership").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(membershipNotFound) : Effect.succeed(row)),
  );

/** The CPTS of a membership. */
export const cptsOfMembership = (id: MembershipId) =>
  Effect.flatMap(
    read((db) => db.selectFrom("membership").select("cpts_id").where("id", "=", id).executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(membershipNotFound) : Effect.succeed(row.cpts_id)),
  );

const alreadyDecided = (state: string): Problem =>
  new Problem({
    type: "illegal-transition",
    detail: state === "accepted" ? { fr: "Cette demande a déjà été acceptée.", en: "This request has already been accepted." } : { fr: "Cette demande a déjà été refusée ou retirée.", en: "This request has already been refused or withdrawn." },
  });

/** Reads a request and holds it until the transaction ends. */
export const findRequest = (id: MembershipRequestId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("membership_request").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(requestNotFound) : Effect.succeed(row)),
  );

/** The same of one that waits for its decision, which cannot be before it was made. */
export const openRequest = (id: MembershipRequestId, on: string) =>
  Effect.gen(function* () {
    const row = yield* findRequest(id);
    if (row.state !== "open") return yield* alreadyDecided(row.state);
    if (on < row.requested_on) {
      const message = { fr: `la demande est du ${row.requested_on}`, en: `the request was made on ${row.requested_on}` };
      return yield* new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["on"], code: "before-request", message }] });
    }
    return row;
  });
