import type { Kysely } from "kysely";
import { contentDisposition } from "../files/file-name.ts";
import type { FileWithBody } from "../files/store.ts";
import { zipStream, type ArchiveEntry } from "@cpts/documents/archives/zip-stream";
import { bytesOf } from "./file-answer.ts";
import { digestOf } from "./respond.ts";

/** An archive to be handed out: kept files and texts, each under its path. */
export interface Archive {
  /** Its name, with its ending. */
  readonly name: string;
  /** Tells whether the reader has it already: what it is made of. */
  readonly tag: string;
  readonly entries: ReadonlyArray<{ readonly path: string } & ({ readonly file: FileWithBody } | { readonly text: string })>;
}

/** The answer that hands out an archive, packed while it is read: its length is not known before. */
export const archiveAnswer = (kysely: Kysely<unknown>, { entries, name, tag }: Archive) => ({
  headers: { "content-type": "application/zip", "content-disposition": contentDisposition(name), "cache-control": "private, no-cache", etag: digestOf(tag) },
  body: (): ReadableStream<Uint8Array> => {
    const pieces = zipStream(entries.map((entry): ArchiveEntry => ({ path: entry.path, content: () => ("file" in entry ? bytesOf(kysely, entry.file) : [Buffer.from(entry.text)]) })));
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const { done, value } = await pieces.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        },
        cancel: async () => void (await pieces.return(undefined)),
      },
      { highWaterMark: 0 },
    );
  },
});
