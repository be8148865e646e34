import { deflateSync, crc32 } from "node:zlib";
import type { TextDocument } from "./text-document.ts";

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
};

/** A black picture (PNG, W3C Recommendation of 2003) of so many pixels. */
export const png = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1A\n", "latin1"), chunk("IHDR", header), chunk("IDAT", deflateSync(Buffer.alloc(height * (width + 1)))), chunk("IEND", Buffer.alloc(0))]);
};

/** A document with one of everything; its table goes over several pages. */
export const exampleDocument: TextDocument = {
  title: "Rapport d'activité 2025 – CPTS d'essai",
  language: "fr-FR",
  picture: { bytes: png(40, 20), type: "image/png", alternative: "Logo de la CPTS d'essai" },
  blocks: [
    { kind: "heading", level: 1, text: "Rapport d'activité 2025 – CPTS d'essai" },
    { kind: "paragraph", text: "Ce que disent des documents & ce qui en est <calculé>." },
    { kind: "heading", level: 2, text: "Territoire" },
    { kind: "list", isNumbered: false, items: ["Amboise", "Bléré"] },
    {
      kind: "table",
      caption: "Communes et habitants",
      columns: [
        { title: "Commune", isRight: false },
        { title: "Habitants", isRight: true },
      ],
      rows: Array.from({ length: 90 }, (_, index) => [`Commune ${index + 1}`, String(1_000 + index)]),
    },
    { kind: "heading", level: 2, text: "Règles et sources" },
    { kind: "heading", level: 3, text: "Textes" },
    { kind: "list", isNumbered: true, items: ["Première règle", "Seconde règle"] },
  ],
};
