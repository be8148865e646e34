import { directory } from "@cpts/api/Directory";
import type { ErasureView } from "@cpts/api/PrivacyEndpoints";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { erasePerson } from "./erase.ts";
import { dataOf } from "./export.ts";
import { personNotFound, personResource } from "./found.ts";

const { endpoints } = directory;
type Encoded = typeof ErasureView.Encoded;

/** An erasure as it travels: the write path stored nothing that its schema refuses. */
const erasureOf = (id: ProfessionalId) =>
  Effect.flatMap(
    read((db) => db.selectFrom("person_erasure").selectAll().where("person_id", "=", id).executeTakeFirst()),
    (row) =>
      row === undefined
        ? Effect.fail(personNotFound)
        : Effect.succeed<Encoded>({
            personId: row.person_id,
            erasedAt: row.erased_at,
            reason: row.reason,
            requestedBy: row.requested_by,
            requestedOn: row.requested_on,
            erased: row.erased,
            kept: row.kept as Encoded["kept"],
            suppressed: row.suppressed,
          }),
  );

export const privacyRoutes = [
  bind(endpoints.erasePerson, personResource, ({ actor, body, params }) =>
    Effect.map(Effect.andThen(erasePerson(params.id, body, actor), erasureOf(params.id)), (erasure) => ({ body: erasure, location: "erasure" })),
  ),
  bind(endpoints.readErasure, personResource, ({ params }) => Effect.map(erasureOf(params.id), (body) => ({ body }))),
  bind(endpoints.exportPerson, personResource, ({ actor, params }) => Effect.map(dataOf(params.id, actor), (body) => ({ body }))),
];
