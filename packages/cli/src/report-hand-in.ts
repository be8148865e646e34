/**
 * Hands an activity report in to the review of a contract year: there it is kept with its hash, and no other takes its place.
 *
 * @since 0.1.0
 */
import { createHash } from "node:crypto";
import { type ReportFormat, reportTypes } from "@cpts/report/render";
import { CptsProblem } from "@cpts/sdk";
import { negative, usageError } from "./refusal.ts";
import type { Session } from "./session.ts";

/** What is handed in, and where to: `<contract>:<contract year>`. */
export interface HandIn {
  readonly cptsId: string;
  readonly year: number;
  readonly bytes: Uint8Array;
  readonly format: ReportFormat;
  readonly sha256: string;
  readonly review: string;
}

/** Where a report was handed in to, and the hash that the contracts service keeps of it. */
export interface HandedIn {
  readonly contractId: string;
  readonly contractYear: number;
  readonly fileId: string;
  readonly sha256: string;
}

type Contracts = Session["connection"]["contracts"];
type Place = { readonly id: string; readonly year: number };

const placeOf = (review: string): Place => {
  const { id, year } = /^(?<id>[0-9a-f-]{36}):(?<year>[1-9]\d?)$/u.exec(review)?.groups ?? {};
  if (id === undefined || year === undefined) throw usageError("--review attend <identifiant du contrat>:<année du contrat, 1 pour la première>", "--review takes <id of the contract>:<contract year, 1 for the first>");
  return { id, year: Number(year) };
};

/** The review as it stands; opened where it is not yet. */
const reviewOf = async (contracts: Contracts, { id, year }: Place) => {
  try {
    return (await contracts.readReview({ id, year: String(year) })).data;
  } catch (error) {
    if (!(error instanceof CptsProblem) || error.status !== 404) throw error;
    return (await contracts.openReview({ id }, { contractYear: year })).data;
  }
};

/** What is kept is what was handed in: read back, byte by byte. */
const verified = async (contracts: Contracts, { id, year }: Place, file: { readonly id: string; readonly sha256: string }): Promise<boolean> => {
  const { data } = await contracts.readReviewFile({ id, year: String(year), file: file.id });
  return createHash("sha256").update(data).digest("hex") === file.sha256;
};

/** Hands a report in and reads it back. The same report twice is handed in once; another one is refused. */
export const handInReport = async ({ connection: { contracts } }: Session, { bytes, cptsId, format, review, sha256, year }: HandIn): Promise<HandedIn> => {
  const place = placeOf(review);
  if (reportTypes[format] === "application/json") throw usageError("--review attend un PDF, un DOCX ou un XLSX", "--review takes a PDF, a DOCX or an XLSX");
  const found = await reviewOf(contracts, place);
  if (found.cptsId !== cptsId) throw negative("Ce contrat est celui d'une autre CPTS.", "This contract is that of another CPTS.");
  const kept = found.files.find(({ number, part }) => part === "report" && number === 1);
  if (kept !== undefined && kept.sha256 !== sha256) throw negative(`Un autre rapport est déjà déposé, et il ne change plus : ${kept.name}, SHA-256 ${kept.sha256}.`, `Another report is handed in already, and it changes no more: ${kept.name}, SHA-256 ${kept.sha256}.`);
  const name = `rapport-activite-${year}.${format}`;
  const file = kept ?? (await contracts.addReviewFile({ id: place.id, year: String(place.year), name, part: "report", number: "1" }, Uint8Array.from(bytes))).data;
  if (!(await verified(contracts, place, file))) throw negative("Le fichier relu n'est pas celui qui a été déposé.", "The file that was read back is not the one handed in.");
  return { contractId: place.id, contractYear: place.year, fileId: file.id, sha256: file.sha256 };
};
