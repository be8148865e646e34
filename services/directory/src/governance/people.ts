import type { HolderView } from "@cpts/api/GovernanceViews";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { searchKey } from "@cpts/reference-data";
import { Effect } from "effect";
import { sql } from "kysely";
import { read } from "../database/tables.ts";
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
export interface NamedPeople {
  readonly holder: (professionalId: string) => Holder;
  /** Known professions, of those too whom the reader may not see: for counts only. */
  readonly professionOf: (professionalId: string) => string | null;
  /** The text, or null where it holds a word of the name of someone here whom the reader may not see. */
  readonly withoutNames: (text: string) => string | null;
}

// Particles and initials ("de", "El") stand in many texts.
const shortestName = 3;

const wordsOf = (text: string): ReadonlyArray<string> => searchKey(text).split(" ").filter((word) => word.length >= shortestName);

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
            where p.id in (select h.professional_id from office_holder h join office_statement s on s.id = h.statement_id where s.cpts_id = ${cptsId})`.execute(db)
        ).rows,
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const hidden = new Set(rows.filter(({ visible }) => !visible).flatMap(({ family_name, given_name }) => wordsOf(`${family_name ?? ""} ${given_name ?? ""}`)));
    const people: NamedPeople = {
      holder: (professionalId) => {
        const row = byId.get(professionalId);
        if (row === undefined || !row.visible) return { professionalId, name: null, profession: null, practiceMode: null };
        const name = [row.title, row.given_name, row.family_name].filter((part) => part !== null).join(" ");
        return { professionalId, name: name === "" ? null : name, profession: row.profession, practiceMode: row.practice_mode };
      },
      professionOf: (professionalId) => byId.get(professionalId)?.profession ?? null,
      withoutNames: (text) => (wordsOf(text).some((word) => hidden.has(word)) ? null : text),
    };
    return people;
  });
