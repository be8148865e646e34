import { Problem, type FieldFault } from "@cpts/api/Problem";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

/** Someone of the directory that a request names, and where. */
interface PartyReference {
  readonly id: string;
  readonly party: "organization" | "professional";
  readonly path: ReadonlyArray<string | number>;
}

const found = statement<[ids: ReadonlyArray<string>], { readonly id: string; readonly party: string }>("select id, party from known_party where id = any($1::uuid[])");

const sentences = {
  organization: { fr: "cette organisation n'est pas connue ici, ou pas encore", en: "this organization is not known here, or not yet" },
  professional: { fr: "cette personne n'est pas connue ici, ou pas encore", en: "this person is not known here, or not yet" },
};

/** The references to an organization and to a person that stand in some entries. */
export const referencesIn = (
  entries: ReadonlyArray<{ readonly organizationId?: string | null | undefined; readonly professionalId?: string | null | undefined }>,
  field: string,
): ReadonlyArray<PartyReference> =>
  entries.flatMap(({ organizationId, professionalId }, index) => [
    ...(typeof organizationId === "string" ? [{ id: organizationId, party: "organization" as const, path: [field, index, "organizationId"] }] : []),
    ...(typeof professionalId === "string" ? [{ id: professionalId, party: "professional" as const, path: [field, index, "professionalId"] }] : []),
  ]);

/** Fails with `unknown-reference` at each party that the directory has not told of yet. */
export const requireParties = (references: ReadonlyArray<PartyReference>) =>
  Effect.gen(function* () {
    if (references.length === 0) return;
    const known = yield* read((db) => found(db, references.map(({ id }) => id)));
    const faults = references.flatMap(({ id, party, path }): ReadonlyArray<FieldFault> =>
      known.some((row) => row.id === id && row.party === party) ? [] : [{ in: "body", path, code: `unknown-${party}`, message: sentences[party] }],
    );
    if (faults.length > 0) return yield* new Problem({ type: "unknown-reference", retryAfterSeconds: 1, faults });
  });
