import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import type { OrganizationId } from "@cpts/domain/Organization";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect } from "effect";
import { sql } from "kysely";
import { illegalTransition } from "../corrections/refusals.ts";
import { write } from "../database/tables.ts";
import { lockOrganization, requireSeparate, rewriteOrganization, tellOrganization } from "./changes.ts";
import { externalIdKind, officialNumbers, type OrganizationRow } from "./queries.ts";
import { unknownOrganization } from "./reference.ts";

const same = new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["into"], code: "itself", message: { fr: "une organisation n'est pas le doublon d'elle-même", en: "an organization is no duplicate of itself" } }] });

/** Two different official numbers are two organizations, whatever their names. */
const requireSameNumbers = (duplicate: OrganizationRow, kept: OrganizationRow) => {
  const differing = officialNumbers.filter((system) => duplicate[system] !== null && kept[system] !== null && duplicate[system] !== kept[system]);
  return differing.length === 0 ? Effect.void : Effect.fail(illegalTransition(`Leurs numéros diffèrent (${differing.join(", ")}) : ce sont deux organisations. Corrigez d'abord le numéro faux.`, `Their numbers differ (${differing.join(", ")}): these are two organizations. Correct the wrong number first.`));
};

/** Of both at once a member, it would then be so twice. That partnerships become alike is not looked at: two documents may speak of one. */
const requireNotTwice = (duplicate: string, kept: string) =>
  Effect.flatMap(
    write(async (db) => {
      const { rows } = await sql<{ readonly cpts_id: string }>`
        select a.cpts_id from membership a join membership b on b.cpts_id = a.cpts_id and b.organization_id = ${kept}
        where a.organization_id = ${duplicate} and a.end_reason is distinct from 'recorded-in-error' and b.end_reason is distinct from 'recorded-in-error'
          and greatest(a.from_latest, b.from_latest) < least(a.to_earliest, b.to_earliest) limit 1`.execute(db);
      return rows[0];
    }),
    (twice) =>
      twice === undefined
        ? Effect.void
        : Effect.fail(illegalTransition(`Toutes deux sont membres de la CPTS ${twice.cpts_id} au même moment : déclarez l'une de ces adhésions notée par erreur.`, `Both are members of the CPTS ${twice.cpts_id} at the same time: end one of these memberships as recorded in error.`)),
  );

const moveNumbers = (duplicate: string, kept: string) =>
  write(async (db) => {
    await sql`update external_id set owner = ${kept}, number = number + (select coalesce(max(number), 0) from external_id where owner = ${kept} and kind = ${externalIdKind}) where owner = ${duplicate} and kind = ${externalIdKind}`.execute(db);
    // A duplicate of a duplicate is one of what is kept.
    await sql`update organization set merged_into = ${kept} where merged_into = ${duplicate}`.execute(db);
  });

/** Both are held in the order of their ids: of two mergers at once, neither waits for the other's first. */
const lockBoth = (id: OrganizationId, into: OrganizationId) =>
  Effect.gen(function* () {
    const lockKept = Effect.mapError(lockOrganization(into), (error) => (error instanceof Problem && error.type === "not-found" ? unknownOrganization(["into"]) : error));
    if (id < into) return [yield* lockOrganization(id), yield* lockKept] as const;
    const kept = yield* lockKept;
    return [yield* lockOrganization(id), kept] as const;
  });

/** What is said of a duplicate is said of the organization that was known already, which takes the numbers that it lacks. */
export const mergeOrganization = (id: OrganizationId, into: OrganizationId) =>
  Effect.gen(function* () {
    if (id === into) return yield* same;
    const [duplicate, kept] = yield* lockBoth(id, into);
    yield* Effect.andThen(requireSeparate(duplicate), requireSeparate(kept));
    yield* requireSameNumbers(duplicate, kept);
    yield* requireNotTwice(id, into);
    yield* moveNumbers(id, into);
    const gone = yield* rewriteOrganization(duplicate, { siren: null, siret: null, finess: null, rna: null, merged_into: into }, "merged");
    yield* record(directory.events.organizationMerged, { aggregateId: id, aggregateVersion: gone, data: { organizationId: id, into } });
    const gained = officialNumbers.filter((system) => kept[system] === null && duplicate[system] !== null);
    if (gained.length === 0) return;
    const version = yield* rewriteOrganization(kept, Object.fromEntries(gained.map((system) => [system, duplicate[system]])), "merged");
    yield* tellOrganization(kept, version, "merged");
  });
