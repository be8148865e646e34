import * as documents from "../documents.ts";
import { declared, inferred, type Registration } from "../facts.ts";
import { codesOf, rabelaisie as communesOfRabelaisie, sudLochois as communesOfSudLochois } from "../territories.ts";

const onSudLochois = { ...documents.asclepios, locator: "1er paragraphe" };
const onRabelaisie = { ...documents.asclepios, locator: "3e paragraphe" };
const onOrleans = { ...documents.asclepios, locator: "5e paragraphe" };

const countedIn37 = "Elle serait comptée parmi les trois contrats d'Indre-et-Loire de ce communiqué, qui n'en donne pas les noms.";

export const sudLochois: Registration = {
  name: "CPTS Sud-Lochois",
  // "Launched", says the article, and the first of the region; it does not say that anything was signed.
  status: "active",
  provenance: { status: "declared", source: onSudLochois },
  territory: {
    territory: {
      communes: codesOf(communesOfSudLochois),
      provenance: {
        status: "reconstructed",
        note: "Liste non officielle : l'intercommunalité de Loches entière, sûrement plus vaste que le sud du Lochois. Le document ne donne que le nom.",
        source: onSudLochois,
      },
    },
  },
  facts: [
    // A month without a year is no partial date: it stays a text.
    declared("launch-date", "mars", { ...onSudLochois, quote: "lancée en mars dernier" }, { note: "Lancée, sans que le document parle de signature ni d'année." }),
    inferred("launch-date", "mars 2017", onSudLochois, { date: "2017-03", note: "Année déduite : l'article est écrit entre le 30 novembre 2017 et le 17 janvier 2018." }),
    declared("cpts-ordinal", 1, onSudLochois, { unit: "cpts", note: "Asclépios est la deuxième de la région, après elle." }),
    declared("attachment-departement", ["37"], onSudLochois),
  ],
};

export const rabelaisie: Registration = {
  name: "CPTS de Rabelaisie",
  // Only announced: at the date of the article nothing is signed, and no project is said to be filed or validated.
  status: "emergence",
  provenance: { status: "declared", source: onRabelaisie },
  territory: {
    territory: {
      communes: codesOf(communesOfRabelaisie),
      provenance: {
        status: "reconstructed",
        note: "Liste non officielle : l'intercommunalité de Chinon entière. Le document dit seulement « territoire du Chinonais ».",
        source: onRabelaisie,
      },
    },
  },
  facts: [
    inferred("attachment-departement", ["37"], documents.sud28, { note: countedIn37 }),
  ],
};

export const orleansOuestLoiret: Registration = {
  name: "CPTS d'Orléans et de l'Ouest du Loiret",
  // "Future", says the article: someone is recruited to help it come into being.
  status: "emergence",
  provenance: { status: "declared", source: onOrleans },
  territory: { territory: { prose: "Orléans et l'ouest du Loiret", provenance: { status: "declared", source: onOrleans } } },
  facts: [inferred("attachment-departement", ["45"], onOrleans, { note: "Le document la nomme d'après Orléans et le Loiret ; il ne parle pas de rattachement." })],
};
