import * as documents from "../documents.ts";
import { corrected, declared, inferred, sourced, type Registration } from "../facts.ts";
import { berryVierzonSologne as communes, codesOf } from "../territories.ts";

const onTerritory = { ...documents.berryVierzonSologne, locator: "passage sur le territoire" };
const onMissions = { ...documents.berryVierzonSologne, locator: "passage sur les missions" };
const journal = documents.concoursPluripro;

const onDepartements = "Le même document dit aussi l'autre chose : il parle de deux départements, puis de trois. Les deux sont gardés.";

export const berryVierzonSologne: Registration = {
  name: "CPTS Berry Vierzon Sologne",
  shortName: "CPTS BVS",
  // Its page shows a CPTS at work (association, board, project written). It does not say which contract was signed, nor when.
  status: "active",
  legalForm: "association-1901",
  provenance: { status: "declared", source: documents.berryVierzonSologne },
  territory: {
    territory: {
      communes: codesOf(communes),
      provenance: {
        status: "reconstructed",
        note: "Liste non officielle : les 38 communes les plus proches de Vierzon parmi celles des sept intercommunalités nommées, choisies pour retrouver le nombre déclaré. Elle ne confirme donc aucun chiffre déclaré.",
        source: onTerritory,
      },
    },
  },
  facts: [
    declared("commune-count", 38, onTerritory, { unit: "communes" }),
    declared("departements", ["18", "41"], { ...onTerritory, quote: "deux départements : le Cher et le Loir-et-Cher" }, { note: onDepartements }),
    declared(
      "departements",
      ["18", "36", "41"],
      { ...onTerritory, quote: "3 départements (le Loir et Cher, le Cher et l’Indre)" },
      { note: onDepartements },
    ),
    declared("epci-count", 6, { ...onTerritory, quote: "6 communautés de communes" }, {
      unit: "epci",
      note: "Le document en nomme sept. Le compte est juste si l'on ne retient que les communautés de communes : la septième, Bourges Plus, est une communauté d'agglomération.",
    }),
    declared(
      "epci-names",
      "Bourges Plus, Cœur de Berry, Pays d’Issoudun, Sauldre et Sologne, Sologne des Rivières, Terres du haut Berry, Vierzon Sologne Berry",
      onTerritory,
    ),
    inferred("epci", ["200000933", "200066330", "200070571", "200090561", "241800507", "243600236", "244100806"], onTerritory, {
      note: "Numéros SIREN retrouvés à partir des sept noms ; le document ne donne que les noms.",
    }),
    declared(
      "perimeter-criterion",
      "Secteur de la permanence des soins ambulatoires et habitudes de travail des professionnels, surtout dans le Loir-et-Cher et l'Indre",
      onTerritory,
    ),
    declared("project-date", "2020", onMissions, { date: "2020", note: "Rédaction du projet de santé." }),
    declared("mission-count", 8, onMissions, { unit: "missions" }),
    sourced("population", 47_000, journal, { unit: "inhabitants" }),
    declared(
      "law-date",
      "21 janvier 2016",
      { ...documents.berryVierzonSologne, locator: "1er paragraphe", quote: "loi de modernisation du système de santé du 21 janvier 2016" },
      { date: "2016-01-21", note: "La loi est du 26 janvier 2016." },
    ),
    corrected("law-date", "26 janvier 2016", documents.law2016, { date: "2016-01-26" }),
  ],
};
