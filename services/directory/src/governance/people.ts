import type { HolderView } from "@cpts/api/GovernanceViews";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { Effect } from "effect";
import { sql } from "kysely";
import { read } from "../database/tables.ts";
import { hiding, type NamedWords } from "../professionals/named-words.ts";
import { isVisible, sightOf } from "../professionals/sight.ts";

type Holder = typeof HolderView.Encoded;

interface Row {
  readonly id: string;
  readonly profession: string | null;
  readonly practice_mode: string | null;
  readonly family_name: string | null;
  readonly given_name: string | null;
  readonly title: string | null;
  readonly visible: boolean;
}

/** The people whom the statements about a CPTS name, as one reader may see them. */
export interface NamedPeople extends NamedWords {
  readonly holder: (professionalId: string) => Holder;
  /** Known professions, of those too whom the reader may not see: for counts only. */
  readonly professionOf: (professionalId: string) => string | null;
}

/** Reads the people named in the governance of a CPTS. */
export const peopleOf = (cptsId: CptsId, actor: Actor) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor);
    const rows = yield* read(
      async (db) =>
        (
          await sql<Row>`
            select p.id, p.profession, p.practice_mode, i.family_name, i.given_name, i.title, ${isVisible(sight)} as visible
            from professional p left join professional_identity i on i.professional_id = p.id
            where p.id in (select h.professional_id from office_holder h join office_statement s on s.id = h.statement_id where s.cpts_id = ${cptsId})
              or p.id in (select professional_id from body_seat where cpts_id = ${cptsId})`.execute(db)
        ).rows,
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const hidden = rows.flatMap(({ family_name, given_name, visible }) => (visible ? [] : [`${family_name ?? ""} ${given_name ?? ""}`]));
    const people: NamedPeople = {
      ...hiding(hidden),
      holder: (professionalId) => {
        const row = byId.get(professionalId);
        if (row === undefined || !row.visible) return { professionalId, name: null, profession: null, practiceMode: null };
        const name = [row.title, row.given_name, row.family_name].filter((part) => part !== null).join(" ");
        return { professionalId, name: name === "" ? null : name, profession: row.profession, practiceMode: row.practice_mode };
      },
      professionOf: (professionalId) => byId.get(professionalId)?.profession ?? null,
    };
    return people;
  });
