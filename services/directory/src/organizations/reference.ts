import { Problem } from "@cpts/api/Problem";
import type { OrganizationId } from "@cpts/domain/Organization";
import { Effect } from "effect";
import { organizationRow } from "./queries.ts";

type Path = ReadonlyArray<string | number>;

const unknownOrganization = (path: Path): Problem =>
  new Problem({
    type: "unknown-reference",
    faults: [{ in: "body", path, code: "unknown-organization", message: { fr: "aucune organisation n'est connue ici sous cet identifiant", en: "no organization is known here by this identity" } }],
  });

/** Fails with `unknown-reference` at this place of the request unless the organization is known; gives its row. */
export const requireOrganization = (id: OrganizationId, path: Path) =>
  Effect.flatMap(organizationRow(id), (row) => (row === undefined ? Effect.fail(unknownOrganization(path)) : Effect.succeed(row)));
