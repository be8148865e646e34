import { crc32 } from "node:zlib";

type Bytes = Uint8Array<ArrayBuffer>;
const bytesOf = (...parts: ReadonlyArray<string | Uint8Array>): Bytes => Uint8Array.from(Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part))));

/** An archive with these entries, none compressed. */
export const zipOf = (entries: Readonly<Record<string, string>>): Bytes => {
  const locals: Array<Buffer> = [];
  const central: Array<Buffer> = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const [title, data] = [Buffer.from(name), Buffer.from(content)];
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fields, title, data]);
    const trailer = Buffer.alloc(14);
    trailer.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0", "latin1"), fields, trailer, title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length, 4);
  end.writeUInt16LE(locals.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return bytesOf(...locals, directory, "PK\x05\x06", end);
};

const openDocument = (kind: string) => zipOf({ mimetype: `application/vnd.oasis.opendocument.${kind}`, "content.xml": "<x/>" });
const office = (main: string) => ({ "[Content_Types].xml": "<Types/>", "_rels/.rels": "<x/>", [main]: "<x/>" });

/** A small file of each type that is taken. */
export const sampleFiles: Readonly<Record<string, Bytes>> = {
  "application/pdf": bytesOf("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"),
  "image/png": bytesOf("\x89PNG\r\n\x1a\n", "\0\0\0\rIHDR"),
  "image/jpeg": bytesOf("\xff\xd8\xff\xe0\0\x10JFIF\0", "\xff\xd9"),
  "image/webp": bytesOf("RIFF\x04\0\0\0WEBPVP8 "),
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": zipOf(office("word/document.xml")),
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": zipOf(office("xl/workbook.xml")),
  "application/vnd.oasis.opendocument.text": openDocument("text"),
  "application/vnd.oasis.opendocument.spreadsheet": openDocument("spreadsheet"),
  "text/csv": Uint8Array.from(Buffer.from("commune;habitants\nAmboise;12 500\n")),
  "text/plain": Uint8Array.from(Buffer.from("Réunion du 3 mars\r\n\tprésents : 12\n")),
};

/** Files that are refused, with why. */
export const refusedFiles: Readonly<Record<string, Bytes>> = {
  "a program": bytesOf("\x7fELF\x02\x01\x01\0"),
  "an archive of anything": zipOf({ "a.txt": "a" }),
  "a document with macros": zipOf({ ...office("word/document.xml"), "word/vbaProject.bin": "x" }),
  "half an archive": zipOf(office("xl/workbook.xml")).slice(0, 60),
  "an old document": bytesOf("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
  "a text in Latin 1": bytesOf("R\xe9union"),
  "a GIF": bytesOf("GIF89a\x01\0\x01\0"),
};
