import type { contracts } from "@cpts/api/Contracts";
import type { ActionSheets } from "@cpts/api/ContractViews";
import type { QueryOf } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import type { ActionSheetId, ContractId } from "@cpts/domain/Contract";
import { DeclaredCount } from "@cpts/domain/DeclaredCount";
import { titlesUnknown } from "@cpts/domain/ContractDiscrepancies";
import { externalIdsOf, idsOf, withExternalIds } from "@cpts/service-kit/database/external-ids";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect, SchemaParser } from "effect";
import { findContractRow } from "../contracts/queries.ts";
import { read } from "../database/tables.ts";
import { sheetKind } from "./commands.ts";
import { detailsOf, viewOf, type SheetRow } from "./content.ts";
import { explainSheets } from "./explanations.ts";

const sheetsOf = statement<[contractId: string], SheetRow>("select * from action_sheet where contract_id = $1 order by number nulls last, id");
const allSheets = statement<[after: string, limit: number], SheetRow>("select * from action_sheet where id > $1 order by id limit $2");
const decodeCount = SchemaParser.decodeUnknownSync(DeclaredCount);

const oneSheet = statement<[id: string, contractId: string], SheetRow>("select * from action_sheet where id = $1 and contract_id = $2");

export const sheetNotFound = new Problem({ type: "not-found", detail: { fr: "Cette fiche action n'est pas connue dans ce contrat.", en: "This action sheet is not known in this contract." } });

/** A sheet whole, with its version. */
export const findActionSheet = (contractId: ContractId, id: ActionSheetId) =>
  Effect.gen(function* () {
    const [row] = yield* read((db) => oneSheet(db, id, contractId));
    if (row === undefined) return yield* sheetNotFound;
    return { body: detailsOf(row, (yield* externalIdsOf(sheetKind, [id])).get(id) ?? []), version: row.version };
  });

/** The known action sheets of every contract. */
export const listAllActionSheets = pagesById(
  "action-sheets",
  (after, limit) => read((db) => allSheets(db, after, limit)),
  (rows) => withExternalIds(sheetKind, rows, viewOf),
);

/** The known action sheets of a contract beside the number that a document declares. No sheet is made up to reach it. */
export const findActionSheets = (contractId: ContractId, { explain, identifier }: QueryOf<typeof contracts.endpoints.listActionSheets>) =>
  Effect.gen(function* () {
    const { terms } = yield* findContractRow(contractId);
    const sheets = yield* read((db) => sheetsOf(db, contractId));
    const wanted = yield* idsOf(sheetKind, identifier);
    const declared = terms.actionSheetCount;
    const items = yield* withExternalIds(sheetKind, sheets, viewOf);
    const whole: typeof ActionSheets.Encoded = {
      items,
      declaredCount: declared,
      titlesUnknown: titlesUnknown(declared === null ? null : decodeCount(declared), sheets.length),
    };
    const shown = wanted === null ? items : items.filter(({ id }) => wanted.includes(id));
    return { ...whole, items: shown, ...(explain === "true" ? { explanations: explainSheets(whole, terms) } : {}) };
  });
