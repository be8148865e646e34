import { Problem } from "@cpts/api/Problem";
import { LocalDate } from "@cpts/domain/LocalDate";
import { copyIn } from "@cpts/service-kit/database/copy-in";
import type { Pending } from "@cpts/service-kit/events/log/seal";
import { failpoint } from "@cpts/service-kit/failpoint";
import { Schema } from "effect";
import { structuresWork } from "../finess/structures-work.ts";
import type { FileKind } from "./fields.ts";
import { limits } from "./limits.ts";
import { takeLock } from "./lock.ts";
import { peopleWork } from "./people-work.ts";
import { beginRecord, endInterrupted, endRecord, endText, lastHash, noteProgress, progressOf, refusalOf } from "./records.ts";
import { alreadyImporting, cutFile, noRows, tooManyRejects } from "./refusals.ts";
import { nothingScanned, type Scanned } from "./scan.ts";
import { unpack } from "./unpack.ts";
import type { Order, Surroundings, WholeFile, Work } from "./work.ts";

const workOf = (kind: FileKind): Work => (kind === "structures" ? structuresWork : peopleWork(kind));
const progressMs = 1_000;
const isDay = Schema.is(LocalDate);

/** The day in the name of a file: `PS_LibreAcces_Personne_activite_202611010820.txt` (domain.md §4.2), `etalab-cs1100502-stock-20260512-0339.csv`. */
const editionOf = (names: ReadonlyArray<string | null>): LocalDate | null => {
  const days = names.map((name) => /[_-](\d{4})(\d{2})(\d{2})(?:-?\d{4,6})?(?:\D|$)/u.exec(name ?? "")?.slice(1).join("-"));
  return days.find(isDay) ?? null;
};

/** Lays the file down in the staging table, telling how far it has got. */
const stage = async ({ client, kysely, now }: Surroundings, order: Order, seen: Scanned, found: (name: string) => void): Promise<void> => {
  const { id, incoming, kind } = order;
  const { copyText, emptyStage, scan } = workOf(kind);
  await client.query(emptyStage);
  const copy = await copyIn(client, copyText);
  let toldAt = now();
  try {
    await scan(unpack(incoming.bytes, { kind, sent: incoming.sent, found }), seen, async (lines) => {
      await copy.write(lines);
      if (now() - toldAt < progressMs) return;
      toldAt = now();
      await noteProgress(kysely, id, "reading", JSON.stringify(progressOf(incoming, seen)));
    });
  } catch (error) {
    await copy.abandon();
    throw error;
  }
  await copy.end();
  if (seen.rows === 0) throw noRows();
  if (seen.rejected * 100 > seen.rows * limits.rejectPercent) throw tooManyRejects(seen.rejected, seen.rows, seen.rejects[0]);
  if (seen.cutAt !== null) throw cutFile(seen.cutAt.line, seen.cutAt.columns);
};

/** Merges what is staged, and tells of it, in one transaction with the end of the record. */
const conclude = async (around: Surroundings, order: Order, seen: Scanned, file: Omit<WholeFile, "at">): Promise<Pending> => {
  const { client, kysely, now } = around;
  const { id, incoming, kind } = order;
  await noteProgress(kysely, id, "merging", JSON.stringify(progressOf(incoming, seen)));
  const at = new Date(now()).toISOString();
  const { eventsOf, merged } = await workOf(kind).merge(around, order, seen, { ...file, at });
  const progress = progressOf(incoming, seen, merged);
  await client.query(endText(), [id, "completed", at, JSON.stringify(progress), JSON.stringify(seen.rejects), null, file.edition, file.sha256]);
  const events = eventsOf(progress.counts);
  const { rows } = await client.query<{ logId: string; position: number }>(`select log as "logId", place as position from append_events($1)`, [JSON.stringify(events)]);
  await failpoint("before-commit");
  await client.query("commit");
  await failpoint("after-commit");
  return { events, answer: null, position: rows[0] ?? null };
};

/**
 * Imports one file: all of it or nothing. It is one transaction on a connection of its own, so that whatever ends it, at any
 * point, leaves the directory as it was. Throws the Problem that says why a file was refused.
 */
export const importFile = async (around: Surroundings, order: Order): Promise<void> => {
  const { announce, client, kysely, now } = around;
  const { fileName, id, incoming, kind } = order;
  const seen = nothingScanned();
  const names: Array<string | null> = [fileName];
  await client.query("begin");
  const { rows } = await client.query<{ taken: boolean }>(takeLock);
  if (rows[0]?.taken !== true) throw alreadyImporting();
  await beginRecord(kysely, id, kind, fileName, new Date(now()).toISOString(), JSON.stringify(progressOf(incoming, seen)));
  await endInterrupted(kysely, id);
  const end = (status: string, refusal: string | null, sha256: string | null): Promise<unknown> =>
    endRecord(kysely, id, status, new Date(now()).toISOString(), JSON.stringify(progressOf(incoming, seen)), JSON.stringify(seen.rejects), refusal, seen.edition ?? editionOf(names), sha256);
  try {
    await stage(around, order, seen, (name) => void names.push(name));
    const sha256 = incoming.sha256();
    const isSame = (await lastHash(kysely, kind))[0]?.sha256 === sha256;
    if (isSame) {
      await client.query("rollback");
      return void (await end("unchanged", null, sha256));
    }
    announce(await conclude(around, order, seen, { sha256, edition: seen.edition ?? editionOf(names) }));
  } catch (error) {
    await client.query("rollback").catch(() => {});
    await (error instanceof Problem ? end("refused", refusalOf(error), null) : end("interrupted", null, null)).catch(() => {});
    throw error;
  }
};
