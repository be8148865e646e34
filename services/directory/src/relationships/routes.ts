import { directory } from "@cpts/api/Directory";
import type { Actor, Resource } from "@cpts/domain/Access";
import type { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import type { RelationshipStatement } from "@cpts/domain/Relationship";
import { soleRow } from "@cpts/service-kit/database/statement";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { requireOrganization } from "../organizations/reference.ts";
import { recordRelationship } from "./commands.ts";
import { listRelationships, readBack } from "./queries.ts";

const { endpoints } = directory;

/** Where a relationship is: at the organization that is represented, employs or mandates, and in the CPTS it is about. */
const futureResource = ({ actor, body }: { readonly actor: Actor; readonly body: RelationshipStatement }) =>
  Effect.gen(function* () {
    const of = yield* requireOrganization(body.of, ["of"]);
    // Stored by the write path through its schema.
    const [departements, regions] = [of.departements as ReadonlyArray<DepartementCode>, of.regions as ReadonlyArray<RegionCode>];
    if (body.cptsId === undefined) return { kind: "relationship", visibility: "public", departements, regions } satisfies Resource;
    const about: Resource = yield* cptsResource({ kind: "relationship", id: body.cptsId, actor, visibility: "cpts", path: ["cptsId"] });
    return { ...about, departements: [...departements, ...(about.departements ?? [])], regions: [...regions, ...(about.regions ?? [])] };
  });

export const relationshipRoutes = [
  bind(endpoints.recordRelationship, futureResource, ({ actor, body }) =>
    Effect.gen(function* () {
      const id = yield* recordRelationship(body, actor);
      return { body: soleRow(yield* readBack(id, actor, yield* today)) };
    }),
  ),
  // Who stands for whom is open data, whose names are not.
  bind(endpoints.listRelationships, openData("relationship"), ({ actor, query }) =>
    Effect.gen(function* () {
      return { body: yield* listRelationships({ ...query, limit: query.limit ?? 50 }, actor, query.asOf ?? (yield* today)) };
    }),
  ),
];
