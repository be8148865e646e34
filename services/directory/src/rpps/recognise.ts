import { constants, gunzipSync } from "node:zlib";
import { byteReader } from "./byte-reader.ts";
import { activityFields, columnKey, type FileKind, skillFields } from "./fields.ts";
import type { Incoming } from "./incoming.ts";
import { qualificationFields } from "./qualifications.ts";
import { decodeLine } from "./row-reader.ts";

/** As much of a file as holds its first line. */
const headBytes = 8_192;

const byName = (name: string): FileKind | null => {
  if (/personne_activite/iu.test(name)) return "activities";
  if (/savoirfaire/iu.test(name)) return "skills";
  if (/dipl_autexerc/iu.test(name)) return "qualifications";
  return /cs11005\d\d|finess/iu.test(name) ? "structures" : null;
};

const byHeader = (line: string): FileKind | null => {
  if (/^(?:"?finess"?[;,\t]|structuree[tj][;,\t]|geolocalisation[;,\t])|nofiness/iu.test(line)) return "structures";
  const keys = new Set(line.split("|").map(columnKey));
  if (keys.has(activityFields.mode) || keys.has(activityFields.structure)) return "activities";
  if (keys.has(qualificationFields.diploma)) return "qualifications";
  return keys.has(skillFields.skill) ? "skills" : null;
};

const lineOf = (bytes: Buffer): string => {
  const end = bytes.indexOf(10);
  return decodeLine(end === -1 ? bytes : bytes.subarray(0, end)).replace(/^\ufeff/u, "");
};

/** The beginning of what a gzip holds; empty where it is none, which is said when it is unpacked. */
const gunzipped = (head: Buffer): Buffer => {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
};

/** By what the file begins with. The first entry of an archive tells only whose it is: that of people holds all their files. */
const byHead = (head: Buffer): FileKind | null => {
  if (head.length >= 30 && head.readUInt32LE(0) === 0x04034b50) return byName(head.toString("latin1", 30, 30 + head.readUInt16LE(26))) === "structures" ? "structures" : null;
  return byHeader(lineOf(head.length >= 2 && head.readUInt16BE(0) === 0x1f8b ? gunzipped(head) : head));
};

/**
 * What a file is of, where its sender has not said it: by its beginning, then by its name, and the activities of people where neither
 * tells. Gives it back with all its bytes.
 */
export const recognised = async (incoming: Incoming, name: string | null): Promise<{ readonly kind: FileKind; readonly incoming: Incoming }> => {
  const reader = byteReader(incoming.bytes);
  const head = await reader.take(headBytes);
  reader.putBack(head);
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      for (let piece = await reader.next(); piece !== null; piece = await reader.next()) yield piece;
    } finally {
      await incoming.bytes.return(undefined);
    }
  }
  return { kind: byHead(head) ?? byName(name ?? "") ?? "activities", incoming: { ...incoming, bytes: bytes() } };
};
