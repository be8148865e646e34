import type { CalendarEntry } from "@cpts/api/Calendars";

/** An entry with the instant, in seconds since 1970, at which it was first kept. */
export interface StampedEntry extends CalendarEntry {
  readonly keptAt: number;
}

const octets = 75;

/** Lines of at most 75 octets, none of which ends within a character (RFC 5545, section 3.1). */
const fold = (line: string): string => {
  if (line.length * 3 <= octets || Buffer.byteLength(line) <= octets) return line;
  const lines: Array<string> = [];
  let [current, size] = ["", 0];
  for (const character of line) {
    const width = Buffer.byteLength(character);
    if (size + width > octets) {
      lines.push(current);
      // The space that begins a continuation counts.
      [current, size] = ["", 1];
    }
    current += character;
    size += width;
  }
  return [...lines, current].join("\r\n ");
};

/** Section 3.3.11. A line end of any kind becomes one of a text. */
const escaped = (text: string): string => (/[\\;,\r\n]/u.test(text) ? text.replaceAll(/[\\;,]/gu, String.raw`\$&`).replaceAll(/\r\n?|\n/gu, String.raw`\n`) : text);

/** Of a day, a local time or an instant: the signs between the digits stand where they always do. */
const digits = (text: string): string => `${text.slice(0, 4)}${text.slice(5, 7)}${text.slice(8, 13)}${text.slice(14, 16)}${text.slice(17)}`;

/** A day, a time of a clock in Paris, or an instant. */
const timeOf = (name: string, value: string): string => {
  if (value.length === 10) return `${name};VALUE=DATE:${digits(value)}`;
  return value.endsWith("Z") ? `${name}:${digits(value)}` : `${name};TZID=Europe/Paris:${digits(value)}00`;
};

const instantOf = (seconds: number): string => `${digits(new Date(seconds * 1_000).toISOString().slice(0, 19))}Z`;

/** A property with a text. */
const textOf = (name: string, text: string): string => fold(`${name}:${escaped(text)}`);

/** An entry as iCalendar: of the same entry always the same text. */
export const writeEntry = ({ end, isCancelled, keptAt, kind, place, sequence, start, title, uid }: StampedEntry): string =>
  [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${instantOf(keptAt)}`,
    timeOf("DTSTART", start),
    ...(end === null ? [] : [timeOf("DTEND", end)]),
    `SEQUENCE:${sequence}`,
    `STATUS:${isCancelled ? "CANCELLED" : "CONFIRMED"}`,
    textOf("SUMMARY", title),
    ...(place === null ? [] : [textOf("LOCATION", place)]),
    `CATEGORIES:${kind.toUpperCase()}`,
    "END:VEVENT",
  ].join("\r\n");

// Directive 2000/84/EC, articles 2 and 3: the last Sundays of March and October at 01:00 UTC.
const paris = [
  "BEGIN:VTIMEZONE",
  "TZID:Europe/Paris",
  "BEGIN:DAYLIGHT",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "TZNAME:CEST",
  "DTSTART:19970330T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "END:DAYLIGHT",
  "BEGIN:STANDARD",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "TZNAME:CET",
  "DTSTART:19971026T030000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
].join("\r\n");

/** A calendar as iCalendar (RFC 5545), of entries that are written. Done here: ten thousand entries at once, and its time zone with it. */
export const writeCalendar = (name: string, entries: ReadonlyArray<string>): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CPTS//prevention//FR", "CALSCALE:GREGORIAN", fold(`X-WR-CALNAME:${escaped(name)}`), "X-WR-TIMEZONE:Europe/Paris", paris, ...entries, "END:VCALENDAR", ""].join("\r\n");
