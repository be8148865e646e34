/**
 * Composes the activity report of a CPTS and a year from what the services hold, through the SDK alone: nothing is typed again.
 */
import type { Connection } from "@cpts/sdk";
import { Schema } from "effect";
import { ActivityReport, type Section } from "./ActivityReport.ts";
import { actionSheets } from "./sections/action-sheets.ts";
import { crises } from "./sections/crises.ts";
import { facts } from "./sections/facts.ts";
import { governance } from "./sections/governance.ts";
import { identity } from "./sections/identity.ts";
import { indicators } from "./sections/indicators.ts";
import { meetings } from "./sections/meetings.ts";
import { members } from "./sections/members.ts";
import { missions } from "./sections/missions.ts";
import { money } from "./sections/money.ts";
import { needs } from "./sections/needs.ts";
import { partnerships } from "./sections/partnerships.ts";
import { pathways } from "./sections/pathways.ts";
import { prevention } from "./sections/prevention.ts";
import { proofs } from "./sections/proofs.ts";
import { territory } from "./sections/territory.ts";
import type { SectionWriter, Subject } from "./subject.ts";
import type { Template } from "./Template.ts";
import { notes, paragraph } from "./writing.ts";

/** Every section there is, in the order of a report without a template. */
export const sectionWriters: ReadonlyArray<SectionWriter> = [
  identity, //
  territory,
  needs,
  governance,
  meetings,
  members,
  partnerships,
  missions,
  actionSheets,
  indicators,
  prevention,
  pathways,
  crises,
  money,
  facts,
  proofs,
];

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

interface Wanted {
  readonly writer: SectionWriter;
  readonly heading: string;
  readonly intro: string | undefined;
}

const wantedOf = (template: Template): ReadonlyArray<Wanted> =>
  (template.sections ?? sectionWriters.map(({ id }) => ({ id, heading: undefined, intro: undefined }))).map(({ id, heading, intro }) => {
    const writer = sectionWriters.find((one) => one.id === id);
    if (writer === undefined) throw new UnknownSection({ id, known: sectionWriters.map((one) => one.id) });
    return { writer, heading: heading ?? writer.heading, intro };
  });

const written = async (subject: Subject, { heading, intro, writer }: Wanted): Promise<Section> => {
  const { blocks, missing } = await writer.write(subject);
  return { id: writer.id, heading, blocks: [...(intro === undefined ? [] : [paragraph(intro)]), ...blocks], missing };
};

/** Rejects as the calls of the SDK do, and with {@link UnknownSection}. */
export const composeReport = async ({ connection, cptsId, template = {}, today, year }: ReportRequest): Promise<ActivityReport> => {
  const wanted = wantedOf(template);
  const [from, last, to] = [`${year}-01-01`, `${year}-12-31`, `${year + 1}-01-01`];
  const asOf = today < last ? today : last;
  const [{ data: cpts }, listed] = await Promise.all([connection.registry.readCpts({ id: cptsId }), connection.contracts.listContracts({ cpts: cptsId, state: "signed", limit: 100 })]);
  const book = notes();
  const subject: Subject = { connection, cpts, year, from, to, asOf, contracts: listed.data.items, notes: book };
  const sections: Array<Section> = [];
  // One after the other: notes are numbered in the order in which they are read.
  for (const one of wanted) sections.push(await written(subject, one));
  const title = (template.title ?? "Rapport d'activité {year} – {cpts}").replaceAll("{year}", String(year)).replaceAll("{cpts}", cpts.name);
  return Schema.decodeUnknownSync(ActivityReport)({ format: "cpts-activity-report/1", language: "fr", cpts: { id: cpts.id, name: cpts.name }, year, asOf, isWholeYear: today > last, title, sections, notes: book.all() });
};
