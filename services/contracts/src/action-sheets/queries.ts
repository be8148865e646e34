import type { ActionSheets } from "@cpts/api/ContractViews";
import type { ContractId } from "@cpts/domain/Contract";
import { DeclaredCount } from "@cpts/domain/DeclaredCount";
import { titlesUnknown } from "@cpts/domain/ContractDiscrepancies";
import { externalIdsOf, idsOf } from "@cpts/service-kit/database/external-ids";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect, SchemaParser } from "effect";
import type { Selectable } from "kysely";
import { findContractRow } from "../contracts/queries.ts";
import { read, type ContractsTables } from "../database/tables.ts";
import { sheetKind } from "./commands.ts";

const sheetsOf = statement<[contractId: string], Selectable<ContractsTables["action_sheet"]>>("select * from action_sheet where contract_id = $1 order by number nulls last, version");
const decodeCount = SchemaParser.decodeUnknownSync(DeclaredCount);

/** The known action sheets of a contract beside the number that a document declares. No sheet is made up to reach it. */
export const findActionSheets = (contractId: ContractId, identifier: string | undefined) =>
  Effect.gen(function* () {
    const { terms } = yield* findContractRow(contractId);
    const sheets = yield* read((db) => sheetsOf(db, contractId));
    const externalIds = yield* externalIdsOf(sheetKind, sheets.map(({ id }) => id));
    const wanted = identifier === undefined ? null : yield* idsOf(sheetKind, identifier);
    const declared = terms.actionSheetCount;
    const body: typeof ActionSheets.Encoded = {
      items: sheets
        .filter(({ id }) => wanted === null || wanted.includes(id))
        .map(({ id, missions, number, title }) => ({ id, contractId, number, title, missions, externalIds: externalIds.get(id) ?? [] })),
      declaredCount: declared,
      titlesUnknown: titlesUnknown(declared === null ? null : decodeCount(declared), sheets.length),
    };
    return body;
  });
