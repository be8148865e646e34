import { fileTypes, type FileType } from "@cpts/api/Files";

const longest = 150;

/**
 * A name that is safe wherever the file is saved: no folder, no control or direction character, none of those that a system
 * forbids, no dot at either end; and with the ending of its type, so that a program is never called a document.
 */
export const fileNameOf = (given: string, type: FileType): string => {
  const ending = `.${fileTypes[type]}`;
  const base = (given.split(/[/\\]/u).at(-1) ?? "")
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .replaceAll(/[<>:"|?*]/gu, "-")
    .replaceAll(/^[\s.]+|[\s.]+$/gu, "");
  const isSame = base.toLowerCase().endsWith(ending) || (type === "image/jpeg" && base.toLowerCase().endsWith(".jpeg"));
  const stem = isSame ? base.slice(0, base.lastIndexOf(".")) : base;
  const short = [...stem].slice(0, longest).join("").trim();
  return (short === "" ? "fichier" : short) + (isSame ? base.slice(base.lastIndexOf(".")) : ending);
};

/** For the header of a download: the name itself, and one that any old program reads (RFC 6266, §4.3; RFC 8187, §3.2). */
export const contentDisposition = (name: string): string => {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[^\w .()-]/gu, "_");
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
};
