import { html } from "hono/html";
import type { Html } from "./page.ts";

/** What a cell holds; text is escaped. */
export type Cell = Html | string;

interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Cell;
  /** Figures stand right. */
  readonly figure?: boolean;
}

export interface Table<Row> {
  readonly caption: string;
  readonly rows: ReadonlyArray<Row>;
  /** The first one names the row. */
  readonly columns: ReadonlyArray<Column<Row>>;
}

const classOf = ({ figure }: { readonly figure?: boolean }): Html | "" => (figure === true ? html` class="figure"` : "");

/** A table whose rows and columns are named for those who cannot see it; on a narrow screen it is scrolled by itself. */
export const table = <Row>({ caption, rows, columns }: Table<Row>): Html => html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col"${classOf(column)}>${column.title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) => html`<tr>${columns.map((column, index) => (index === 0 ? html`<th scope="row">${column.cell(row)}</th>` : html`<td${classOf(column)}>${column.cell(row)}</td>`))}</tr>
`,
)}</tbody>
</table></div>`;
