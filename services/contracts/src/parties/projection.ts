import { directory } from "@cpts/api/Directory";
import { codeOf } from "@cpts/domain/OpenCode";
import { type Projection, writes } from "@cpts/service-kit/subscriptions/projection";
import { build } from "../database/tables.ts";

const learn = (party: { readonly id: string; readonly party: "organization" | "professional"; readonly kind: string | null; readonly name: string | null }) =>
  build
    .insertInto("known_party")
    .values(party)
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ kind: party.kind, name: party.name }))
    .compile();

/** Who the directory knows: ids of people without their names, organizations with theirs. */
export const parties: Projection = {
  name: "parties",
  source: directory.name,
  tables: ["known_party"],
  handlers: {
    ...writes(directory.events.professionalRegistered, (data) => [learn({ id: data.professionalId, party: "professional", kind: data.profession, name: null })]),
    // Only the id stays where a contract names it: whom it was, the directory no longer tells.
    ...writes(directory.events.personErased, (data) => [build.deleteFrom("known_party").where("id", "=", data.personId).compile()]),
    // No new sheet, signature or payment names someone who was erased; accounts keep the id alone, as long as the law says.
    ...writes(directory.events.personErased, ({ personId }) => [build.deleteFrom("known_party").where("id", "=", personId).compile()]),
    ...writes(directory.events.organizationRegistered, (data) => [learn({ id: data.organizationId, party: "organization", kind: codeOf(data.kind), name: data.name })]),
  },
};
