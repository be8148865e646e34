import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

const path = ["actionSheetId"];
const sheetStatement = statement<[id: string], { readonly cpts_id: CptsId }>("select cpts_id from known_action_sheet where id = $1");

const unknown = new Problem({
  type: "unknown-reference",
  retryAfterSeconds: 1,
  faults: [{ in: "body", path, code: "unknown-action-sheet", message: { fr: "cette fiche action n'est pas connue ici, ou pas encore", en: "this action sheet is not known here, or not yet" } }],
});
const ofAnother = new Problem({
  type: "invalid-request",
  faults: [{ in: "body", path, code: "action-sheet-of-another-cpts", message: { fr: "cette fiche action est d'un contrat d'une autre CPTS", en: "this action sheet is of a contract of another CPTS" } }],
});

/** An action carries out a sheet of which the contracts service has told, of a contract of its own CPTS. */
export const requireSheet = (id: string | null | undefined, cptsId: CptsId) =>
  Effect.gen(function* () {
    if (id === null || id === undefined) return;
    const [sheet] = yield* read((db) => sheetStatement(db, id));
    if (sheet === undefined) return yield* unknown;
    if (sheet.cpts_id !== cptsId) return yield* ofAnother;
  });
