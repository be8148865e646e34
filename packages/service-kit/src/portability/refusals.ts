import type { FieldFault } from "@cpts/api/Problem";
import { Problem } from "@cpts/api/Problem";
import type { Clash } from "./declaration.ts";

/** Most clashes that a refusal lists. */
export const mostListed = 200;

const words: { readonly [C in Clash["code"]]: (about: string) => FieldFault["message"] } = {
  "exists-otherwise": () => ({ fr: "existe déjà ici, avec un autre contenu", en: "is here already, with another content" }),
  taken: (about) => ({ fr: `une autre chose porte déjà cette valeur ici (${about})`, en: `something else has this value here already (${about})` }),
  "unknown-table": () => ({ fr: "table inconnue de cette version du service", en: "a table that this version of the service does not know" }),
  "unknown-column": (about) => ({ fr: `colonnes inconnues de cette version du service, ou manquantes : ${about}`, en: `columns that this version of the service does not know, or lacks: ${about}` }),
  "unknown-event": () => ({ fr: "événement que cette version du service ne connaît pas", en: "an event that this version of the service does not know" }),
  "missing-reference": (about) => ({ fr: `se rapporte à quelque chose qui n'est pas ici (${about})`, en: `refers to something that is not here (${about})` }),
};

const faultOf = ({ about = "?", code, place }: Clash): FieldFault => ({ in: "body", path: [...place], code, message: words[code](about) });

/** Why an archive is not taken in: every place, or the first ones. */
export const refusalOf = (clashes: ReadonlyArray<Clash>): Problem => {
  const isOfVersion = clashes.some(({ code }) => code.startsWith("unknown-"));
  const isMissing = clashes.every(({ code }) => code === "missing-reference");
  return new Problem({
    type: isOfVersion ? "invalid-request" : isMissing ? "unknown-reference" : "already-exists",
    detail: { fr: `Rien n'est repris : ${clashes.length} obstacle(s).`, en: `Nothing is taken in: ${clashes.length} obstacle(s).` },
    faults: clashes.slice(0, mostListed).map(faultOf),
  });
};

const refused = (code: string, fr: string, en: string): Problem => new Problem({ type: "invalid-request", faults: [{ in: "body", path: [], code, message: { fr, en } }] });

export const notThisService = (service: string): Problem => refused("other-service", `l'archive est d'un autre service que ${service}, ou d'un autre format`, `the archive is of another service than ${service}, or of another format`);
export const outOfOrder = (): Problem => refused("out-of-order", "les lignes ne sont pas dans l'ordre d'une archive", "the lines are not in the order of an archive");
export const isCut = (): Problem => refused("cut", "l'archive n'a pas sa dernière ligne : elle est coupée", "the archive has no last line: it was cut");
export const isDamaged = (): Problem => refused("damaged", "le contenu n'est pas celui dont l'archive donne l'empreinte", "the content is not the one whose hash the archive gives");
