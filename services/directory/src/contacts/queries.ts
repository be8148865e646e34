import type { ContactView, ObjectionsView } from "@cpts/api/Contacts";
import type { Actor } from "@cpts/domain/Access";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { read, type DirectoryTables } from "../database/tables.ts";
import { isVisible, sightOf, type Sight } from "../professionals/sight.ts";
import { contactsKeptUntil } from "./retention.ts";

type Encoded = typeof ContactView.Encoded;
type Row = Selectable<DirectoryTables["person_contact"]>;

const levels = sql`array['public', 'cpts', 'board', 'private']`;

/** True of the contacts (under the name `c`) that this sight reaches, each by its own visibility in the CPTS that keeps it. */
export const isContactSeen = ({ everywhere, throughCpts }: Sight): RawBuilder<boolean> => {
  const rank = sql`array_position(${levels}, c.visibility) - 1`;
  return sql<boolean>`(${rank} <= ${everywhere} or exists (
    select 1 from unnest(${[...throughCpts.keys()]}::uuid[], ${[...throughCpts.values()]}::integer[]) as seen (cpts_id, rank) where seen.cpts_id = c.cpts_id and ${rank} <= seen.rank))`;
};

const viewOf = (row: Row, keptUntil: Encoded["keptUntil"]): Encoded => ({
  id: row.id,
  professionalId: row.professional_id,
  cptsId: row.cpts_id,
  kind: row.kind,
  value: row.value,
  // What its schemas took.
  visibility: row.visibility as Encoded["visibility"],
  keptUntil,
  provenance: row.provenance as Encoded["provenance"],
  version: row.version,
});

/** A contact that has just been written, as its writer sees it. */
export const readContact = (id: string) =>
  Effect.gen(function* () {
    const rows = yield* read((db) => db.selectFrom("person_contact").selectAll().where("id", "=", id).execute());
    return yield* Effect.forEach(rows, (row) => Effect.map(contactsKeptUntil(row.professional_id), (until) => viewOf(row, until)));
  });

/** The contacts of somebody that this actor may see: of whom they may not see, there are none. */
export const contactsOf = (id: ProfessionalId, actor: Actor) =>
  Effect.gen(function* () {
    const person = yield* sightOf(actor);
    const contact = yield* sightOf(actor, "contact.read");
    const rows = yield* read(
      async (db) => (await sql<Row>`select c.* from person_contact c join professional p on p.id = c.professional_id where c.professional_id = ${id} and ${isVisible(person)} and ${isContactSeen(contact)} order by c.id`.execute(db)).rows,
    );
    const until = rows.length === 0 ? null : yield* contactsKeptUntil(id);
    return { items: rows.map((row) => viewOf(row, until)) };
  });

/** What somebody objects to. */
export const objectionsOf = (id: ProfessionalId) =>
  Effect.map(read((db) => db.selectFrom("person_objection").select(["scope", "since as on"]).where("professional_id", "=", id).orderBy("scope").execute()), (items): typeof ObjectionsView.Encoded => ({ items }));
