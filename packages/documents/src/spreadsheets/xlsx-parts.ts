import { type SaxesTagPlain, SaxesParser } from "saxes";
import { setImmediate } from "node:timers/promises";
import { UnreadableTable } from "./unreadable.ts";

/** Characters between two turns of the event loop: other requests are answered meanwhile. */
const turn = 256 * 1024;

interface Hearing {
  readonly open?: (tag: SaxesTagPlain) => void;
  readonly text?: (text: string) => void;
  readonly close?: (tag: SaxesTagPlain) => void;
}

const plain = (tag: SaxesTagPlain): SaxesTagPlain => (tag.name.includes(":") ? { ...tag, name: tag.name.slice(tag.name.indexOf(":") + 1) } : tag);

const refuse = (): never => {
  throw new UnreadableTable({ code: "damaged" });
};

/** Tells the elements of an XML part, prefixes left out. No entity is defined by the document: it has no document type. */
export const hear = async (xml: Buffer, { close, open, text }: Hearing): Promise<void> => {
  const parser = new SaxesParser();
  parser.on("error", refuse);
  parser.on("doctype", refuse);
  if (open !== undefined) parser.on("opentag", (tag) => open(plain(tag)));
  if (close !== undefined) parser.on("closetag", (tag) => close(plain(tag)));
  if (text !== undefined) parser.on("text", text);
  const decoder = new TextDecoder("utf-8");
  for (let at = 0; at < xml.length; at += turn) {
    parser.write(decoder.decode(xml.subarray(at, at + turn), { stream: true }));
    if (at + turn < xml.length) await setImmediate();
  }
  parser.close();
};

/** Formats of ECMA-376, part 1, §18.8.30 that show a date. */
const dateFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58]);
const isDateCode = (code: string): boolean => /[dy]|m{3}/iu.test(code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_./gu, ""));

/** How a number is shown where its digits alone would mislead. */
export type Shown = "number" | "date" | { readonly digits: number };

const shownOf = (id: number, codes: ReadonlyMap<number, string>): Shown => {
  const code = codes.get(id);
  if (code === undefined) return dateFormats.has(id) ? "date" : "number";
  // "00000" shows a postal code of the Ain with its zero.
  if (/^0{2,}$/u.test(code)) return { digits: code.length };
  return isDateCode(code) ? "date" : "number";
};

/** How the cells of each style are shown. */
export const stylesOf = async (xml: Buffer): Promise<ReadonlyArray<Shown>> => {
  const codes = new Map<number, string>();
  const ids: Array<number> = [];
  let isInCells = false;
  await hear(xml, {
    open: ({ attributes, name }) => {
      if (name === "numFmt") codes.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
      if (name === "cellXfs") isInCells = true;
      if (name === "xf" && isInCells) ids.push(Number(attributes["numFmtId"] ?? 0));
    },
    close: ({ name }) => {
      if (name === "cellXfs") isInCells = false;
    },
  });
  return ids.map((id) => shownOf(id, codes));
};

/** The texts that cells refer to. What is read aloud beside (`rPh`) is no part of them. */
export const textsOf = async (xml: Buffer): Promise<ReadonlyArray<string>> => {
  const texts: Array<string> = [];
  let [current, isText, aside] = ["", false, 0];
  await hear(xml, {
    open: ({ name }) => {
      if (name === "si") current = "";
      if (name === "rPh") aside += 1;
      isText = name === "t" && aside === 0;
    },
    text: (text) => {
      if (isText) current += text;
    },
    close: ({ name }) => {
      if (name === "rPh") aside -= 1;
      if (name === "t") isText = false;
      if (name === "si") texts.push(current);
    },
  });
  return texts;
};
