import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { loadCommunes } from "@cpts/reference-data";
import { ContourFault, mostMebibytes } from "./fault.ts";
import { normalize, type CommuneTopology } from "./normalize.ts";
import { packContours, type PackedContours } from "./packed-contours.ts";
import { resolutionOf } from "./resolution.ts";

/** What an operator says of a file, and the edition of the official code that it is fitted to. */
export interface Said {
  readonly edition: string;
  readonly source: string;
  readonly licence: string;
  readonly cog: string;
}

const largestUnpacked = 134_217_728;

const unpacked = (bytes: Uint8Array): Uint8Array => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: largestUnpacked });
  } catch (error) {
    throw error instanceof RangeError ? new ContourFault("too-large-unpacked", [String(largestUnpacked)]) : new ContourFault("broken-archive");
  }
};

/** Measured: three million corners are read within the memory that there is, six million are not, however short their numbers. */
const mostLists = 5_000_000;
const openingBracket = 0x5b;

/** Told before the file is read: a thread whose memory ends within one great step may take the service with it. */
const checkDetail = (bytes: Uint8Array): void => {
  let lists = 0;
  for (let at = bytes.indexOf(openingBracket); at !== -1; at = bytes.indexOf(openingBracket, at + 1)) lists += 1;
  if (lists > mostLists) throw new ContourFault("too-detailed", [String(mostMebibytes)]);
};

const parsed = (bytes: Uint8Array): unknown => {
  if (bytes.length === 0) throw new ContourFault("empty-file");
  checkDetail(bytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new ContourFault("not-json");
  }
};

const hashOf = (...texts: ReadonlyArray<string>): string => texts.reduce((hash, text) => hash.update(text).update("\0"), createHash("sha256")).digest("hex");

/** A file as it is stored. Rejects with the ContourFault that says what is wrong with it. Blocks its thread for seconds. */
export const prepare = async (bytes: Uint8Array, { cog, ...said }: Said) => {
  const { merged, missing, topology, unknown } = normalize(parsed(unpacked(bytes)), await loadCommunes());
  const resolution = resolutionOf(topology);
  // Members of its own are allowed in TopoJSON (specification 1.0, §2): a layer that is saved says where it is from.
  const text = JSON.stringify({ ...topology, contours: { ...said, resolution } });
  const { arrondissements, communes } = topology.objects;
  const hash = hashOf(text, said.edition, said.source, said.licence, cog).slice(0, 32);
  const lists = { missing: JSON.stringify(missing), merged: JSON.stringify(merged), unknown: JSON.stringify(unknown), resolution: JSON.stringify(resolution) };
  return { row: { hash, ...said, cog, communes: communes.geometries.length, arrondissements: arrondissements.geometries.length, ...lists }, topology: new Uint8Array(gzipSync(text, { level: 9 })) };
};

/** What is stored, as it answers. */
export const unpack = (topology: Uint8Array): PackedContours =>
  // Stored by the import.
  packContours(JSON.parse(gunzipSync(topology).toString("utf8")) as CommuneTopology);
