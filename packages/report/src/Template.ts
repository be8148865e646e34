/**
 * What an operator may change of a report without a release: its title, which sections it has and in which order, their headings, a word
 * before each, a logo.
 */
import { Schema } from "effect";

const line = Schema.String.pipe(Schema.check(Schema.isMinLength(1)), Schema.check(Schema.isMaxLength(200)));

export const TemplateSection = Schema.Struct({
  id: line.annotate({ description: "Which section" }),
  heading: Schema.optionalKey(line.annotate({ description: "Its heading; as built by default" })),
  intro: Schema.optionalKey(Schema.String.pipe(Schema.check(Schema.isMaxLength(5_000))).annotate({ description: "A paragraph before what is computed" })),
}).annotate({ identifier: "ReportTemplateSection" });

export const Template = Schema.Struct({
  title: Schema.optionalKey(line.annotate({ description: "`{cpts}` and `{year}` are replaced" })),
  sections: Schema.optionalKey(Schema.Array(TemplateSection).annotate({ description: "In their order; those that are not named are left out, and said to be" })),
  logo: Schema.optionalKey(Schema.String.annotate({ description: "Path of a PNG or JPEG file, relative to the template" })),
  logoText: Schema.optionalKey(line.annotate({ description: "What the logo shows, for those who do not see it" })),
}).annotate({ identifier: "ReportTemplate" });
export type Template = typeof Template.Type;
