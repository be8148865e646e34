import { count, date } from "../french.ts";
import { allowed, every, isRefused, type SectionWriter } from "../subject.ts";
import { cell, figure, heading, list, missing, paragraph, table } from "../writing.ts";

/** What met in the year, who came as far as a list was closed, and what was decided. */
export const meetings: SectionWriter = {
  id: "reunions",
  heading: "Réunions et émargements",
  write: async ({ connection, cpts, from, notes, to }) => {
    const found = await every("Les réunions", connection.directory.listConvenedMeetings.all({ cpts: cpts.id, from, to }));
    if (isRefused(found)) return { blocks: [], missing: [found.refused] };
    const held = found.filter(({ on, state }) => state === "held" && on >= from && on < to);
    const details = await Promise.all(
      held.map(async ({ id }) => ({
        whole: await allowed("Le détail d'une réunion", connection.directory.readConvenedMeeting({ id })),
        attendance: await allowed("L'émargement d'une réunion", connection.directory.readAttendance({ id })),
      })),
    );
    const rows = held.map((meeting, index) => {
      const attendance = details[index]?.attendance;
      const closed = attendance === undefined || isRefused(attendance) ? null : attendance.closed;
      return { ...meeting, present: closed === null ? null : closed.attendees.filter(({ presence }) => presence === "present").length };
    });
    const decisions = details.flatMap(({ whole }, index) => (isRefused(whole) ? [] : (whole.decisions ?? []).filter(({ replacedBy }) => replacedBy === null).map((decision) => ({ decision, on: held[index]?.on ?? null }))));
    const open = rows.filter(({ present }) => present === null);
    return {
      blocks: [
        paragraph(`${count(held.length, "réunion tenue", "réunions tenues")} dans l'année.`),
        ...table("Réunions tenues", rows, [
          { title: "Jour", cell: ({ on }) => date(on) },
          { title: "Réunion", cell: ({ title }) => title },
          { title: "Présents", figures: true, cell: ({ present }) => figure(present === null ? "émargement non clos" : String(present), present) },
        ], notes.numberOf("Réunions saisies comme tenues dans l'année ; les présents sont ceux de la liste d'émargement une fois close.")),
        ...(decisions.length === 0 ? [] : [heading("Décisions")]),
        ...list(decisions.map(({ decision: { outcome, title }, on }) => cell(`${date(on)} : ${title} (${outcomes.get(outcome) ?? outcome})`))),
      ],
      missing: [...(held.length === 0 ? [missing("Les réunions", "aucune n'est saisie comme tenue dans l'année")] : []), ...(open.length === 0 ? [] : [missing(`L'émargement de ${count(open.length, "réunion")}`, "la liste n'est pas close, ou le jeton présenté n'y donne pas accès")])],
    };
  },
};

const outcomes: ReadonlyMap<string, string> = new Map([
  ["adopted", "adoptée"],
  ["rejected", "rejetée"],
  ["adjourned", "reportée"],
  ["noted", "prise d'acte"],
]);
