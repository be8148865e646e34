/**
 * The activity report of a CPTS and a year, as pieces that every form of it (PDF, DOCX, XLSX, JSON) is made from.
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";

/** A piece of text; `notes` are numbers of the notes that say where it comes from. */
export const Cell = Schema.Struct({ text: Schema.String, value: Schema.optionalKey(Schema.NullOr(Schema.Union([Schema.Finite, Schema.String]))), unit: Schema.optionalKey(Schema.Literal("cents")), notes: Schema.optionalKey(Schema.Array(Schema.Int)) }).annotate({ identifier: "ReportCell" });
export type Cell = typeof Cell.Type;

/** Paragraphs, lists and tables are all that a report is made of. */
export const Block = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("heading"), text: Schema.String }),
  Schema.Struct({ kind: Schema.Literal("paragraph"), cell: Cell }),
  Schema.Struct({ kind: Schema.Literal("list"), items: Schema.Array(Cell) }),
  Schema.Struct({ kind: Schema.Literal("table"), caption: Schema.String, columns: Schema.Array(Schema.Struct({ title: Schema.String, figures: Schema.Boolean })), notes: Schema.optionalKey(Schema.Array(Schema.Int).annotate({ description: "Where its figures come from, where a cell does not say" })), rows: Schema.Array(Schema.Array(Cell)) }),
]).annotate({ identifier: "ReportBlock" });
export type Block = typeof Block.Type;

/** What nobody has entered, or what this reader may not see. */
export const Missing = Schema.Struct({ what: Schema.String, why: Schema.String }).annotate({ identifier: "ReportMissing" });
export type Missing = typeof Missing.Type;

export const Section = Schema.Struct({ id: Schema.String, heading: Schema.String, blocks: Schema.Array(Block), missing: Schema.Array(Missing) }).annotate({ identifier: "ReportSection" });
export type Section = typeof Section.Type;

/** A rule, a document or a series that figures come from. */
export const Note = Schema.Struct({ number: Schema.Int, text: Schema.String }).annotate({ identifier: "ReportNote" });
export type Note = typeof Note.Type;

export const ActivityReport = Schema.Struct({
  format: Schema.Literal("cpts-activity-report/1"),
  language: Schema.Literal("fr"),
  cpts: Schema.Struct({ id: CptsId, name: Schema.String }),
  year: Schema.Int,
  asOf: LocalDate.annotate({ description: "The day the report stands on: the last of the year, or today where the year is not over" }),
  isWholeYear: Schema.Boolean,
  title: Schema.String,
  sections: Schema.Array(Section),
  leftOut: Schema.Array(Schema.String).annotate({ description: "Headings of the sections that the template does not ask for" }),
  notes: Schema.Array(Note),
}).annotate({ identifier: "ActivityReport" });
export type ActivityReport = typeof ActivityReport.Type;
