import type { Kysely } from "kysely";
import { statement } from "../database/statement.ts";
import { contentDisposition } from "../files/file-name.ts";
import type { FileWithBody } from "../files/store.ts";

const chunk = statement<[body: string, ordinal: number], { readonly bytes: Buffer }>(`select bytes from file_chunk where body_id = $1 and ordinal = $2`);

/** The bytes, one row at a time and no faster than they are taken. A file that is erased meanwhile ends in a failure, not as if whole. */
export const bytesOf = (kysely: Kysely<unknown>, { bodyId, size }: FileWithBody): ReadableStream<Uint8Array> => {
  let ordinal = 0;
  let sent = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const [row] = await chunk(kysely, bodyId, ordinal);
        if (row === undefined) throw new Error("the file was erased meanwhile");
        ordinal += 1;
        sent += row.bytes.length;
        controller.enqueue(row.bytes);
        if (sent >= size) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
};

/** The answer that hands out a file: to be saved, never to be run or shown by a browser as one of our pages. */
export const fileAnswer = (kysely: Kysely<unknown>, file: FileWithBody) => ({
  headers: {
    "content-type": file.type.startsWith("text/") ? `${file.type}; charset=utf-8` : file.type,
    "content-length": String(file.size),
    "content-disposition": contentDisposition(file.name),
    "cache-control": "private, no-cache",
    etag: `"${file.sha256}"`,
  },
  body: () => bytesOf(kysely, file),
});
