import type { Bilingual } from "@cpts/api/Endpoint";
import { maxFileBytes } from "@cpts/api/Files";
import { Problem } from "@cpts/api/Problem";

const mebibytes = maxFileBytes / 1024 / 1024;
const ofBody = (code: string, message: Bilingual): Problem => new Problem({ type: "invalid-request", faults: [{ in: "body", path: [], code, message }] });

export const tooLarge = (): Problem =>
  new Problem({ type: "body-too-large", detail: { fr: `Le fichier dépasse ${mebibytes} Mio.`, en: `The file exceeds ${mebibytes} MiB.` } });

export const isEmpty = (): Problem => ofBody("empty-file", { fr: "le fichier est vide", en: "the file is empty" });

export const isCut = (): Problem => new Problem({ type: "malformed-request", detail: { fr: "L'envoi a été interrompu.", en: "The transfer was cut." } });

export const isCompressed = (): Problem =>
  new Problem({ type: "unsupported-media-type", detail: { fr: "Le corps ne peut pas être compressé.", en: "The body cannot be compressed." } });

export const holdsNir = (): Problem =>
  ofBody("free-text.social-security-number", {
    fr: "le fichier contient un numéro de sécurité sociale : aucune donnée de patient ici",
    en: "the file holds a social-security number: no patient data here",
  });

export const unknownType = (): Problem =>
  new Problem({
    type: "unsupported-media-type",
    detail: {
      fr: "Sont acceptés, d'après leur contenu : PDF, PNG, JPEG, WebP, DOCX, XLSX, ODT et ODS sans macros, CSV et texte en UTF-8.",
      en: "Accepted, by their content: PDF, PNG, JPEG, WebP, DOCX, XLSX, ODT and ODS without macros, CSV and text in UTF-8.",
    },
  });

export const otherType = (found: string): Problem =>
  new Problem({
    type: "unsupported-media-type",
    detail: { fr: `Le contenu est du type ${found}, ce que l'en-tête Content-Type ne dit pas.`, en: `The content is of type ${found}, which the Content-Type header does not say.` },
  });
