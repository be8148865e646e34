import { openZip } from "@cpts/documents/archives/zip";
import { pdfReader, type PdfReader } from "@cpts/documents/pdf/read-words";
import { Effect } from "effect";
import { attempt, Database } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import { bytesOfFile } from "../files/read.ts";
import { cutsIn, type Named } from "./naming.ts";

/** What an office document may unpack to while it is read here. */
const most = 100 * 1024 * 1024;

/** A file, and what it hangs on: whoever decides about it has to find it. */
export interface KeptFile {
  readonly id: string;
  readonly type: string;
  readonly owner: string;
}

/** Each content once, with every file that has it. */
const kept = statement<[], { readonly files: ReadonlyArray<KeptFile>; readonly bodyId: string; readonly words: string | null }>(
  `select c.words, json_agg(json_build_object('id', f.id, 'type', f.type, 'owner', f.owner_kind || ' ' || f.owner_id) order by f.id) as files, c.body_id as "bodyId"
   from file f join file_content c on c.sha256 = f.sha256 group by c.body_id, c.words order by min(f.id::text)`,
);

/** The words of a document of XML; a word may be cut by its marks, so once with them as spaces and once without. */
const wordsOfXml = (xml: string): ReadonlyArray<string> => [xml.replaceAll(/<[^<>]*>/gu, " "), xml.replaceAll(/<[^<>]*>/gu, "")];

const textsOfArchive = async (bytes: Buffer): Promise<ReadonlyArray<string>> => {
  const archive = openZip(bytes, most);
  const texts: Array<string> = [];
  for (const name of archive.names) if (/\.(?:xml|rels|txt|csv|html?)$/iu.test(name)) texts.push(...wordsOfXml((await archive.read(name)).toString("utf8")));
  return texts;
};

/** What was read of a file; not whole where something of it may name people and is not text. */
interface Words {
  readonly texts: ReadonlyArray<string>;
  readonly isWhole: boolean;
}

const whole = (texts: ReadonlyArray<string>): Words => ({ texts, isWhole: true });

/** The words of a file; null where they cannot be read here. */
const wordsOf = async (type: string, bytes: Buffer, pdfs: PdfReader): Promise<Words | null> => {
  if (type.startsWith("text/")) return whole([bytes.toString("utf8"), bytes.toString("latin1")]);
  if (type === "application/pdf") return pdfs.read(bytes);
  if (!type.startsWith("application/vnd.")) return null;
  // A damaged archive is one that cannot be read.
  return textsOfArchive(bytes).then(whole, () => null);
};

/** The same bytes may have been said to be of several types. */
const wordsOfBody = (bodyId: string, files: ReadonlyArray<KeptFile>, pdfs: PdfReader) =>
  Effect.gen(function* () {
    const bytes = yield* bytesOfFile({ bodyId });
    const types = new Set(files.map(({ type }) => type));
    return (yield* Effect.forEach(types, (type) => attempt(() => wordsOf(type, bytes, pdfs)))).find((one) => one !== null);
  });

const pdfsRead = Effect.acquireRelease(Effect.sync(() => pdfReader()), (pdfs) => Effect.promise(pdfs.close));

/**
 * Which files name the person, surely or perhaps, and which cannot be read, or not whole, and name them nowhere that is read: one at a
 * time in memory.
 */
export const filesNaming = (named: Named) =>
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const pdfs = yield* pdfsRead;
    const found: Array<KeptFile & { readonly isCertain: boolean }> = [];
    const unread: Array<KeptFile> = [];
    for (const { bodyId, files, words } of yield* attempt(() => kept(kysely))) {
      const { isWhole, texts } = (words === null ? yield* wordsOfBody(bodyId, files, pdfs) : whole([words])) ?? { texts: [], isWhole: false };
      if (texts.some((text) => cutsIn(text, named, "all").length > 0)) {
        const isCertain = texts.some((text) => cutsIn(text, named).length > 0);
        found.push(...files.map((file) => ({ ...file, isCertain })));
      } else if (!isWhole) unread.push(...files);
    }
    return { found, unread };
  }).pipe(Effect.scoped);
