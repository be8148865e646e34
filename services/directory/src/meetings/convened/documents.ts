import type { SeatView } from "@cpts/api/ConvenedMeetingViews";
import type { MeetingDocument } from "@cpts/api/ConvenedMeetings";
import type { Bilingual } from "@cpts/api/Endpoint";
import type { Actor } from "@cpts/domain/Access";
import type { MeetingId } from "@cpts/domain/Meeting";
import { keepMade } from "@cpts/service-kit/files/made-file";
import { nameOfCpts } from "@cpts/service-kit/known/cpts";
import { pageWriter, type PageWriter } from "@cpts/documents/pdf/page-writer";
import { Effect } from "effect";
import { read } from "../../database/tables.ts";
import { decisionsOf, followUpsOf } from "./outcomes.ts";
import { filesOfMeeting, shownAttendance } from "./queries.ts";
import { findMeeting, itemOf, requireState, statedOf } from "./stored.ts";
import { documentWords, type DocumentWords } from "./words.ts";

type Seat = typeof SeatView.Encoded;
type Kind = MeetingDocument["kind"];

/** Whom the reader may not see is told by the end of their id. */
const nameOf = (seats: ReadonlyArray<Seat>, id: string): string => seats.find(({ professionalId }) => professionalId === id)?.name ?? `…${id.slice(-6)}`;

/** What is written at the top of each document; a project that is emerging is no CPTS yet. */
const head = (page: PageWriter, item: ReturnType<typeof itemOf>, cptsName: string | undefined, kind: Kind, words: DocumentWords): void => {
  page.heading(words.titles[kind]);
  if (cptsName !== undefined) page.paragraph(cptsName);
  page.paragraph(item.title);
  page.paragraph([words.day(item.on), item.time === null ? null : words.time(item.time), item.place, item.commune].filter((one) => one !== null).join(" - "));
  // RFC 9562, §4: whoever reads a signed sheet back knows by its code which meeting it is of.
  page.qr(`urn:uuid:${item.id}`);
};

/** Lines without a name are for those who come without an invitation. */
const emptyRows = 6;

const sheet = (page: PageWriter, seats: ReadonlyArray<Seat>, words: DocumentWords): void => {
  page.paragraph(words.notice);
  page.table(
    [
      { title: words.name, share: 0.34 },
      { title: words.college, share: 0.2 },
      { title: words.proxyTo, share: 0.2 },
      { title: words.signature, share: 0.26 },
    ],
    [...seats.map((seat) => [nameOf(seats, seat.professionalId), seat.college ?? "", "", ""]), ...Array.from({ length: emptyRows }, () => ["", "", "", ""])],
    28,
  );
};

interface Outcome {
  readonly agenda: ReadonlyArray<{ readonly title: string }>;
  readonly attendance: Effect.Success<ReturnType<typeof shownAttendance>>;
  readonly decisions: Effect.Success<ReturnType<typeof decisionsOf>>;
  readonly followUps: Effect.Success<ReturnType<typeof followUpsOf>>;
}

const minutes = (page: PageWriter, { agenda, attendance, decisions, followUps }: Outcome, words: DocumentWords): void => {
  const { closed, quorum, seats } = attendance;
  page.heading(words.attendance);
  if (closed === null) page.paragraph(words.stillOpen);
  for (const presence of ["present", "represented", "absent"] as const) {
    const names = seats.filter((seat) => seat.presence === presence).map((seat) => nameOf(seats, seat.professionalId) + (seat.proxyTo === null ? "" : ` (${nameOf(seats, seat.proxyTo)})`));
    if (names.length > 0) page.paragraph(`${words[presence]} (${names.length}) : ${names.join(", ")}`);
  }
  page.paragraph(words.quorum[quorum]);
  page.heading(words.agenda);
  for (const [index, { title }] of agenda.entries()) page.paragraph(`${index + 1}. ${title}`);
  page.heading(words.decisions);
  for (const { outcome, replacedBy, text, title, votes } of decisions) {
    if (replacedBy !== null || outcome === "recorded-in-error") continue;
    const counted = votes === null ? "" : ` (${words.votes} : ${votes.for} / ${votes.against} / ${votes.abstain})`;
    page.paragraph(`${title} : ${words.outcomes[outcome] ?? outcome}${counted}`);
    if (text !== null) page.paragraph(text);
  }
  page.heading(words.followUps);
  for (const { assigneeId, dueOn, state, what } of followUps)
    if (state !== "recorded-in-error") page.paragraph(`- ${[what, assigneeId === null ? null : nameOf(seats, assigneeId), dueOn === null ? null : words.day(dueOn)].filter((one) => one !== null).join(" - ")}`);
};

/** Makes a document of what is recorded and keeps it as a file of the meeting: the sheet beforehand, the minutes of a meeting that was held. */
export const makeDocument = (id: MeetingId, kind: Kind, actor: Actor, language: keyof Bilingual) =>
  Effect.gen(function* () {
    const row = yield* findMeeting(id);
    yield* kind === "minutes" ? requireState(row, "held") : requireState(row, "planned", "held");
    const words = documentWords[language];
    const item = itemOf(row);
    const attendance = yield* shownAttendance(id, actor, false);
    const page = yield* Effect.promise(() => pageWriter(item.title));
    const { cptsId } = item;
    head(page, item, cptsId === null ? undefined : yield* read((db) => nameOfCpts(db, cptsId)), kind, words);
    if (kind === "minutes") minutes(page, { agenda: statedOf(row).agenda, attendance, decisions: yield* decisionsOf(id), followUps: yield* followUpsOf(id) }, words);
    else sheet(page, attendance.seats.filter(({ invited }) => invited), words);
    const bytes = yield* Effect.promise(page.bytes);
    return yield* keepMade({ bytes, words: page.words() }, { name: `${words.names[kind]}-${item.on}.pdf`, type: "application/pdf" }, filesOfMeeting(id));
  });
