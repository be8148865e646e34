import type { ImportView } from "@cpts/api/ImportEndpoints";
import { detailsOf, type Problem } from "@cpts/api/Problem";
import { statement } from "@cpts/service-kit/database/statement";
import type { Incoming } from "./incoming.ts";
import type { Merged } from "./merge.ts";
import type { Scanned } from "./scan.ts";

type Encoded = typeof ImportView.Encoded;
/** What is counted of an import while it goes on. */
export type Progress = Pick<Encoded, "bytes" | "counts" | "otherIdentifiers" | "luhnWarnings" | "windows1252Rows">;

export const progressOf = ({ sent }: Pick<Incoming, "sent">, seen: Scanned, merged?: Merged): Progress => ({
  bytes: sent(),
  counts: { rows: seen.rows, people: merged?.people ?? 0, added: merged?.added ?? 0, changed: merged?.changed ?? 0, removed: merged?.removed ?? 0, suppressed: merged?.suppressed ?? 0, rejected: seen.rejected, ...(seen.levels.size === 0 ? {} : { structures: seen.structures }) },
  otherIdentifiers: seen.otherIdentifiers,
  luhnWarnings: seen.luhnWarnings,
  windows1252Rows: seen.windows1252Rows,
});

/** What is wrong with a file, for those who read of it later: their language is not known. */
export const refusalOf = (problem: Problem): string => {
  const { detail, errors } = detailsOf(problem, "en");
  return JSON.stringify(errors ?? [{ in: "body", pointer: "#", code: problem.type, message: detail ?? problem.type }]);
};

export const beginRecord = statement<[id: string, kind: string, fileName: string | null, startedAt: string, progress: string], never>(
  `insert into rpps_import (id, kind, status, file_name, started_at, progress, rejects) values ($1, $2, 'reading', $3, $4, $5, '[]')`,
);
/** Those before that were never ended: their process is gone, for only one at a time holds the lock. */
export const endInterrupted = statement<[id: string], never>(`update rpps_import set status = 'interrupted' where status in ('reading', 'merging') and id <> $1`);
export const noteProgress = statement<[id: string, status: string, progress: string], never>(`update rpps_import set status = $2, progress = $3 where id = $1`);
export const endRecord = statement<[id: string, status: string, endedAt: string, progress: string, rejects: string, refusal: string | null, edition: string | null, sha256: string | null], never>(
  endText(),
);
/** The hash of the last file of this kind that was taken. */
export const lastHash = statement<[kind: string], { readonly sha256: string }>(`select sha256 from rpps_import where kind = $1 and status = 'completed' order by ended_at desc, id desc limit 1`);

/** The same text inside the transaction of the merge, where the record ends with its effect. */
export function endText(): string {
  return `update rpps_import set status = $2, ended_at = $3, progress = $4, rejects = $5, refusal = $6, edition = $7, sha256 = $8 where id = $1`;
}
