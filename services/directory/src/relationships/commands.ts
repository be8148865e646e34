import { directory } from "@cpts/api/Directory";
import type { Actor } from "@cpts/domain/Access";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import { codeOf } from "@cpts/domain/OpenCode";
import type { RelationshipId, RelationshipStatement } from "@cpts/domain/Relationship";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Clock, Effect } from "effect";
import { saidColumns } from "../database/dated.ts";
import { requirePlausible } from "../database/plausible-dates.ts";
import { write } from "../database/tables.ts";
import { requireOrganization } from "../organizations/reference.ts";
import { requireProfessional } from "../professionals/reference.ts";
import { externalIdKind } from "./queries.ts";

/** Records who stands for whom. The event holds ids, codes and dates. */
export const recordRelationship = (input: RelationshipStatement, actor: Actor) =>
  Effect.gen(function* () {
    const { cptsId = null, of, organizationId = null, professionalId = null } = input;
    yield* requirePlausible({ validFrom: input.validFrom, validTo: input.validTo });
    if (professionalId !== null) yield* requireProfessional(professionalId, actor, ["professionalId"]);
    if (organizationId !== null) yield* requireOrganization(organizationId, ["organizationId"]);
    const now = yield* Clock.currentTimeMillis;
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as RelationshipId;
    const period = saidColumns(input.validFrom, input.validTo, parisDateFromInstant(now), input.provenance?.source);
    yield* write((db) =>
      db
        .insertInto("relationship")
        .values({
          id,
          version: 1,
          kind: codeOf(input.kind),
          professional_id: professionalId,
          organization_id: organizationId,
          of_id: of,
          capacity: input.capacity === undefined ? null : codeOf(input.capacity),
          function: input.function ?? null,
          object: input.object ?? null,
          cpts_id: cptsId,
          ...period,
          provenance: JSON.stringify(input.provenance ?? { status: "declared" }),
        })
        .execute(),
    );
    yield* claimExternalIds(externalIdKind, id, input.externalIds ?? []);
    yield* record(directory.events.relationshipRecorded, {
      aggregateId: id,
      aggregateVersion: 1,
      data: { relationshipId: id, kind: input.kind, professionalId, organizationId, of, cptsId, validFrom: input.validFrom ?? null, validTo: input.validTo ?? null },
      at: now,
    });
    return id;
  });
