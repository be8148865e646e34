/**
 * Where the words that people typed into a service name somebody, and cutting them out there: before an erasure, for services that know
 * the person by a pseudonym at most. The same contract for all services. What is looked for is neither stored, nor logged, nor answered.
 *
 * @example
 * ```ts
 * import { textOccurrenceEndpoints } from "@cpts/api/TextOccurrences"
 *
 * textOccurrenceEndpoints.findTextOccurrences.path // => "/v1/text-occurrences"
 * ```
 *
 * @since 0.1.0
 */
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { FileId } from "./Files.ts";

const words = (least: number, most: number, description: string) =>
  Schema.String.annotate({ description }).pipe(Schema.check(Schema.isMinLength(least), Schema.isMaxLength(most), Schema.isPattern(/^[^\p{Cc}]*\p{L}[^\p{Cc}]*$/u)));

/** Whom to look for, whatever the accents and capitals, and what to do where they are named. */
export const TextSearch = Schema.Struct({
  familyName: words(2, 100, "Family name"),
  givenName: Schema.optionalKey(words(1, 100, "Given name: beside it a family name is surely theirs")),
  exactly: Schema.optionalKey(
    Schema.Array(Schema.String.pipe(Schema.check(Schema.isMinLength(5), Schema.isMaxLength(250), Schema.isPattern(/^[^\p{Cc}]*$/u)))).annotate({ description: "Numbers and addresses of theirs, as they are written: RPPS, telephone, e-mail" }).pipe(Schema.check(Schema.isMaxLength(20))),
  ),
  redact: Schema.optionalKey(
    Schema.Literals(["certain", "all"]).annotate({ description: "Cut out what is surely theirs, or every place of the family name; without it no word changes" }),
  ),
  removeFiles: Schema.optionalKey(
    Schema.Array(FileId)
      .annotate({ description: "Uploaded files that go for good, of those that this search finds or cannot read: somebody has looked at them, and no law keeps them. Restored backups lose them again" })
      .pipe(Schema.check(Schema.isMaxLength(100))),
  ),
}).annotate({ identifier: "TextSearch" });
export type TextSearch = typeof TextSearch.Type;

/** A place that names them, or may. */
export const TextOccurrence = Schema.Struct({
  kind: Schema.Literals(["text", "log", "projection", "file", "passing"]).annotate({
    description: "`text`: typed, may be cut out. `log`: in an event, which nothing changes. `projection`: learned from another service, changes with it. `file`: in an uploaded file, for somebody to decide: replaced where it hangs, or removed (`removeFiles`). `passing`: a kept answer or an event put aside, which goes",
  }),
  table: Schema.String,
  key: Schema.Record(Schema.String, Schema.String).annotate({ description: "What tells the row apart; of an event its position, of a file also what it hangs on" }),
  field: Schema.String.annotate({ description: "Column, and the place in it where it is JSON" }),
  certain: Schema.Boolean.annotate({ description: "False where the family name stands alone, which may be anybody's" }),
  redacted: Schema.Boolean,
}).annotate({ identifier: "TextOccurrence" });
export type TextOccurrence = typeof TextOccurrence.Type;

/** Where a service names them. */
export const TextOccurrences = Schema.Struct({
  places: Schema.Array(TextOccurrence),
  more: Schema.Boolean.annotate({ description: "There are more: ask again once these are dealt with" }),
  unreadFiles: Schema.Array(Schema.Struct({ id: Schema.String, type: Schema.String, owner: Schema.optionalKey(Schema.String.annotate({ description: "What it hangs on: a kind and an id" })) }).annotate({ identifier: "UnreadFile" })).annotate({ description: "Files whose words cannot be read here, or not all of them, and that name them nowhere else: pictures, PDF that are damaged, closed by a password, or hold scanned pages, stamps, signatures, attachments. Somebody has to look" }),
}).annotate({ identifier: "TextOccurrences" });
export type TextOccurrences = typeof TextOccurrences.Type;

/** Part of the operations of every service; for service accounts with `platform:erase` alone. */
export const textOccurrenceEndpoints = {
  findTextOccurrences: endpoint({
    id: "text-occurrence.find",
    method: "POST",
    path: "/v1/text-occurrences",
    body: TextSearch,
    response: TextOccurrences,
    permission: "text.erase",
    waits: true,
    summary: { fr: "Où les mots de ce service nomment quelqu'un qui est à effacer ; avec redact, les en ôter", en: "Where the words of this service name somebody who is to be erased; with redact, cut them out" },
    example: { familyName: "Exemple", givenName: "Camille", exactly: ["19990000001"] },
  }),
} as const;
