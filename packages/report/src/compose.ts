/**
 * Composes the activity report of a CPTS and a year from what the services hold, through the SDK alone: nothing is typed again.
 */
import type { Connection } from "@cpts/sdk";
import { Schema } from "effect";
import { ActivityReport, type Section } from "./ActivityReport.ts";
import { numbered } from "./numbering.ts";
import { sectionIds, sectionWriters } from "./sections.ts";
import type { Contract, SectionWriter, Subject } from "./subject.ts";
import type { Template } from "./Template.ts";
import { notes, paragraph } from "./writing.ts";

export interface ReportRequest {
  readonly connection: Connection;
  readonly cptsId: string;
  readonly year: number;
  /** Today in Paris: a year that is not over is reported up to it. */
  readonly today: string;
  readonly template?: Template;
}

/** A template names a section that there is not. */
export class UnknownSection extends Schema.TaggedError<UnknownSection>()("UnknownSection", { id: Schema.String, known: Schema.Array(Schema.String) }) {}

const decode = Schema.decodeUnknownSync(ActivityReport);

interface Wanted {
  readonly writer: SectionWriter;
  readonly heading: string;
  readonly intro: string | undefined;
}

const wantedOf = (template: Template): ReadonlyArray<Wanted> =>
  (template.sections ?? sectionIds.map((id) => ({ id, heading: undefined, intro: undefined }))).map(({ id, heading, intro }) => {
    const writer = sectionWriters.find((one) => one.id === id);
    if (writer === undefined) throw new UnknownSection({ id, known: sectionIds });
    return { writer, heading: heading ?? writer.heading, intro };
  });

const written = async (subject: Subject, { heading, intro, writer }: Wanted): Promise<Section> => {
  const { blocks, missing } = await writer.write(subject);
  return { id: writer.id, heading, blocks: [...(intro === undefined ? [] : [paragraph(intro)]), ...blocks], missing };
};

/** Signed no later than the year, and not over before it, as far as is known. */
const mayHold = ({ lastDay, signature }: Contract, year: number): boolean => {
  const signed = signature?.inferredSignedOn ?? signature?.signedOn ?? "";
  return !(/^\d{4}/u.test(signed) && Number(signed.slice(0, 4)) > year) && !(lastDay !== null && Number(lastDay.slice(0, 4)) < year);
};

/** Rejects as the calls of the SDK do, and with {@link UnknownSection}. */
export const composeReport = async ({ connection, cptsId, template = {}, today, year }: ReportRequest): Promise<ActivityReport> => {
  const wanted = wantedOf(template);
  const [from, last, to] = [`${year}-01-01`, `${year}-12-31`, `${year + 1}-01-01`];
  const asOf = today < last ? today : last;
  const [{ data: cpts }, listed] = await Promise.all([connection.registry.readCpts({ id: cptsId }), connection.contracts.listContracts({ cpts: cptsId, state: "signed", limit: 100 })]);
  const book = notes();
  const subject: Subject = { connection, cpts, year, from, to, asOf, contracts: listed.data.items.filter((contract) => mayHold(contract, year)), notes: book };
  const sections: Array<Section> = [];
  // One after the other: notes are numbered in the order in which they are read.
  for (const one of wanted) sections.push(await written(subject, one));
  const title = (template.title ?? "Rapport d'activité {year} – {cpts}").replaceAll("{year}", String(year)).replaceAll("{cpts}", cpts.name);
  const leftOut = sectionWriters.filter((writer) => !wanted.some((one) => one.writer === writer)).map(({ heading }) => heading);
  return decode({ format: "cpts-activity-report/1", language: "fr", cpts: { id: cpts.id, name: cpts.name }, year, asOf, isWholeYear: today > last, title, ...numbered(sections, book.all()), leftOut });
};
