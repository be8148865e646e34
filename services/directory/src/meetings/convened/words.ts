import type { MeetingDocument } from "@cpts/api/ConvenedMeetings";
import type { QuorumVerdict } from "@cpts/domain/MeetingQuorum";
import { formatEn, formatFr, type PartialDate } from "@cpts/domain/PartialDate";

type Kind = MeetingDocument["kind"];

/** The words of the documents of a meeting. */
export interface DocumentWords {
  readonly titles: Readonly<Record<Kind, string>>;
  /** How their files are named, without accents. */
  readonly names: Readonly<Record<Kind, string>>;
  readonly day: (day: string) => string;
  readonly time: (time: string) => string;
  readonly notice: string;
  readonly name: string;
  readonly college: string;
  readonly proxyTo: string;
  readonly signature: string;
  readonly attendance: string;
  readonly stillOpen: string;
  readonly present: string;
  readonly represented: string;
  readonly absent: string;
  readonly quorum: Readonly<Record<QuorumVerdict, string>>;
  readonly agenda: string;
  readonly decisions: string;
  readonly votes: string;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly followUps: string;
}

const fr: DocumentWords = {
  titles: { "attendance-sheet": "Feuille d'émargement", minutes: "Compte rendu" },
  names: { "attendance-sheet": "feuille-emargement", minutes: "compte-rendu" },
  day: (day) => formatFr(day as PartialDate), // a date of the table
  time: (time) => time.replace(":", " h "),
  notice: "Aucun nom de patient sur cette feuille.",
  name: "Nom",
  college: "Collège",
  proxyTo: "Pouvoir donné à",
  signature: "Signature",
  attendance: "Présence",
  stillOpen: "La présence n'est pas encore arrêtée.",
  present: "Présents",
  represented: "Représentés (par)",
  absent: "Absents",
  quorum: { reached: "Le quorum est atteint.", "not-reached": "Le quorum n'est pas atteint.", "cannot-verify": "Le quorum ne peut être vérifié." },
  agenda: "Ordre du jour",
  decisions: "Décisions",
  votes: "pour / contre / abstention",
  outcomes: { adopted: "adopté", rejected: "rejeté", postponed: "reporté", noted: "pris acte" },
  followUps: "À faire",
};

const en: DocumentWords = {
  titles: { "attendance-sheet": "Attendance sheet", minutes: "Minutes" },
  names: { "attendance-sheet": "attendance-sheet", minutes: "minutes" },
  day: (day) => formatEn(day as PartialDate), // a date of the table
  time: (time) => time,
  notice: "No patient's name on this sheet.",
  name: "Name",
  college: "College",
  proxyTo: "Proxy given to",
  signature: "Signature",
  attendance: "Attendance",
  stillOpen: "The attendance is not closed yet.",
  present: "Present",
  represented: "Represented (by)",
  absent: "Absent",
  quorum: { reached: "There is a quorum.", "not-reached": "There is no quorum.", "cannot-verify": "The quorum cannot be verified." },
  agenda: "Agenda",
  decisions: "Decisions",
  votes: "for / against / abstention",
  outcomes: { adopted: "adopted", rejected: "rejected", postponed: "postponed", noted: "noted" },
  followUps: "To do",
};

/** The words of the documents of a meeting, by language. */
export const documentWords = { fr, en };
