import type { MemberField } from "@cpts/api/MemberImports";
import { codeOfCell, dateOfCell } from "@cpts/documents/spreadsheets/cells";
import type { KnownColumns } from "@cpts/documents/spreadsheets/columns";
import { rppsOfCell } from "./cells.ts";
import { fieldOfTitle, occupationOf } from "./words.ts";

/** The columns of a spreadsheet of members: a second commune column (code beside name) is read too. */
export const memberColumns: KnownColumns<MemberField> = {
  ofTitle: fieldOfTitle,
  ofContent: [
    ["rpps", (cell) => rppsOfCell(cell) !== null],
    ["profession", (cell) => occupationOf(cell) !== null],
    ["validFrom", (cell) => dateOfCell(cell) !== null && codeOfCell(cell) === null],
    ["commune", (cell) => codeOfCell(cell) !== null],
  ],
  repeated: new Set(["commune"]),
};
