import { Problem } from "@cpts/api/Problem";
import type { OrganizationId } from "@cpts/domain/Organization";
import { Effect } from "effect";
import { organizationRow } from "./queries.ts";

type Path = ReadonlyArray<string | number>;

export const unknownOrganization = (path: Path): Problem =>
  new Problem({
    type: "unknown-reference",
    faults: [{ in: "body", path, code: "unknown-organization", message: { fr: "aucune organisation n'est connue ici sous cet identifiant", en: "no organization is known here by this identity" } }],
  });

const mergedOrganization = (path: Path, into: string): Problem =>
  new Problem({
    type: "unknown-reference",
    faults: [{ in: "body", path, code: "merged-organization", message: { fr: `cette organisation est la même que ${into}`, en: `this organization is the same as ${into}` }, suggestion: into }],
  });

/** Fails with `unknown-reference` at this place of the request unless the organization is known, and no duplicate; gives its row. */
export const requireOrganization = (id: OrganizationId, path: Path) =>
  Effect.flatMap(organizationRow(id), (row) => {
    if (row === undefined) return Effect.fail(unknownOrganization(path));
    return row.merged_into === null ? Effect.succeed(row) : Effect.fail(mergedOrganization(path, row.merged_into));
  });
