import { directory } from "@cpts/api/Directory";
import { codeOf } from "@cpts/domain/OpenCode";
import { on, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { write } from "../database/tables.ts";

const learn = (party: { readonly id: string; readonly party: "organization" | "professional"; readonly kind: string | null; readonly name: string | null }) =>
  write((db) =>
    db
      .insertInto("known_party")
      .values(party)
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ kind: party.kind, name: party.name }))
      .execute(),
  );

/** Who the directory knows: ids of people without their names, organizations with theirs. */
export const parties: Projection = {
  name: "parties",
  source: directory.name,
  tables: ["known_party"],
  handlers: {
    ...on(directory.events.professionalRegistered, (data) => learn({ id: data.professionalId, party: "professional", kind: data.profession, name: null })),
    ...on(directory.events.organizationRegistered, (data) => learn({ id: data.organizationId, party: "organization", kind: codeOf(data.kind), name: data.name })),
  },
};
