import type { CrisisReport } from "@cpts/api/CrisisViews";
import type { Bilingual } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import type { CrisisId } from "@cpts/domain/Crisis";
import { transaction } from "@cpts/service-kit/database/database";
import { keepMade, type MadeDocument } from "@cpts/service-kit/files/made-file";
import { filesOf, type FileOwner } from "@cpts/service-kit/files/store";
import { nameOfCpts } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { entriesOf, findCrisis } from "./crisis-queries.ts";
import { reportWords } from "./report-words.ts";

type Report = typeof CrisisReport.Encoded;

const notClosed = new Problem({ type: "not-found", detail: { fr: "Cette crise n'est pas close : elle n'a pas encore de rapport.", en: "This crisis is not closed: it has no report yet." } });

const ownerOf = (id: CrisisId): FileOwner => ({ kind: "crisis-report", id });

/** The report of a crisis that is closed: what was said of it, its tasks and its whole log. */
export const findReport = (id: CrisisId) =>
  Effect.gen(function* () {
    const { activatedAt, closedAt, cptsId, id: crisisId, lessons, level, planNumber, reason, report, tasks, theme } = yield* findCrisis(id);
    if (closedAt === null || report === null) return yield* notClosed;
    const log = yield* entriesOf(id);
    // Ids of the platform are UUIDs.
    const cptsName = (yield* read((db) => nameOfCpts(db, cptsId as CptsId))) ?? null;
    const durationMinutes = Math.floor((Date.parse(closedAt) - Date.parse(activatedAt)) / 60_000);
    const view: Report = { crisisId, cptsId, cptsName, level, theme, reason, planNumber, activatedAt, closedAt, durationMinutes, report, lessons, tasks, log };
    return view;
  });

const clocks = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", dateStyle: "short", timeStyle: "short" });
const clock = (instant: string): string => clocks.format(new Date(instant));

const draw = async (view: Report, language: keyof Bilingual): Promise<MadeDocument> => {
  const words = reportWords[language];
  // Few documents are made: a service starts without what writes them.
  const { pageWriter } = await import("@cpts/documents/pdf/page-writer");
  const page = await pageWriter(words.title);
  page.heading(words.title);
  // RFC 9562, section 4: whoever holds the paper knows by its code which crisis it is of.
  page.qr(`urn:uuid:${view.crisisId}`);
  const level = typeof view.level === "string" ? view.level : "";
  const theme = typeof view.theme === "string" ? view.theme : "";
  const facts = [
    [words.cpts, view.cptsName ?? view.cptsId],
    [words.level, level],
    [words.theme, theme],
    [words.activated, clock(view.activatedAt)],
    [words.closed, clock(view.closedAt)],
    [words.lasted, String(view.durationMinutes)],
    [words.plan, view.planNumber === null ? words.withoutPlan : String(view.planNumber)],
  ];
  for (const [name, value] of facts) page.paragraph(`${name} : ${value}`);
  for (const [title, text] of [[words.reason, view.reason], [words.report, view.report], [words.lessons, view.lessons]] as const) {
    if (text === null) continue;
    page.heading(title);
    page.paragraph(text);
  }
  const titles = new Map(view.tasks.map(({ id, title }) => [id, title]));
  page.heading(`${words.tasks} (${view.tasks.length})`);
  for (const { state, title } of view.tasks) page.paragraph(`- ${title} : ${words.states[state]}`);
  page.heading(words.log);
  for (const { at, kind, taskId, text } of view.log) {
    const said = [words.kinds[kind], taskId === null ? undefined : titles.get(taskId), kind === "note" ? text : undefined].filter((part) => part !== undefined && part !== null);
    page.paragraph(`${clock(at)} - ${said.join(" : ") || kind}`);
  }
  return { bytes: await page.bytes(), words: page.words() };
};

/** Makes the paper of a report and keeps it with the closure, in the language of whoever closes. */
export const keepReport = (id: CrisisId, language: keyof Bilingual) =>
  Effect.gen(function* () {
    const view = yield* findReport(id);
    const made = yield* Effect.promise(() => draw(view, language));
    yield* keepMade(made, { name: `rapport-de-crise-${view.closedAt.slice(0, 10)}.pdf`, type: "application/pdf" }, ownerOf(id));
  });

/** The paper of a report; made again where it went because it named somebody who was erased. */
export const findReportFile = (id: CrisisId) =>
  Effect.gen(function* () {
    const [kept] = yield* filesOf(ownerOf(id));
    if (kept !== undefined) return kept;
    yield* transaction(keepReport(id, "fr"));
    const [made] = yield* filesOf(ownerOf(id));
    return made ?? (yield* notClosed);
  });
