import { directory } from "@cpts/api/Directory";
import type { Actor, Resource } from "@cpts/domain/Access";
import type { OrganizationRegistration } from "@cpts/domain/Organization";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { structureOf } from "../finess/queries.ts";
import { relationsOf } from "../relationships/queries.ts";
import { areaOf } from "./area.ts";
import { registerOrganization } from "./commands.ts";
import { findOrganization, listOrganizations } from "./queries.ts";

const { endpoints } = directory;

/** An organization is of no CPTS: whoever keeps the directory of one may add those around it. */
const futureResource = ({ actor, body }: { readonly actor: Actor; readonly body: OrganizationRegistration }): Effect.Effect<Resource> => {
  const { departements, regions } = areaOf(body.competence);
  const [cptsId] = actor.cptsIds;
  return Effect.succeed({ kind: "organization", visibility: "public", departements, regions, ...(cptsId === undefined ? {} : { cptsId }) });
};

export const organizationRoutes = [
  bind(endpoints.registerOrganization, futureResource, ({ body }) =>
    Effect.map(registerOrganization(body), (organization) => ({ body: organization, version: organization.version, location: `organizations/${organization.id}` })),
  ),
  bind(endpoints.readOrganization, openData("organization"), ({ actor, params, query }) =>
    Effect.gen(function* () {
      const asOf = query.asOf ?? (yield* today);
      const organization = yield* findOrganization(params.id);
      const { finess } = organization.identifiers;
      const structure = finess === null ? null : yield* structureOf(finess);
      const body = { ...organization, asOf, ...(yield* relationsOf(params.id, actor, asOf)), ...(structure === null ? {} : { structure }) };
      return { body, version: organization.version, ...(structure === null ? {} : { variant: structure.changedAt }) };
    }),
  ),
  bind(endpoints.listOrganizations, openData("organization"), ({ query }) => Effect.map(listOrganizations({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
];
