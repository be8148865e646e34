import type { Random } from "./random.ts";

/** Trees, plants and birds: nobody's family name is two of them. */
const words = [
  "ABRICOTIER", "ALOUETTE", "AUBEPINE", "AVOINE", "BAMBOU", "BOULEAU", "BRUYERE", "CACTUS", "CAMELIA", "CEDRE", "CHARDON", "CHATAIGNIER", "CIGOGNE", "COLCHIQUE",
  "COQUELICOT", "CYPRES", "DAHLIA", "DIGITALE", "EGLANTINE", "EPERVIER", "ERABLE", "EUCALYPTUS", "FAUVETTE", "FIGUIER", "FOUGERE", "FRENE", "GENET", "GLAIEUL", "GLYCINE",
  "GRENADIER", "HERON", "HETRE", "HIRONDELLE", "HORTENSIA", "IBIS", "IRIS", "JACINTHE", "JASMIN", "JONQUILLE", "KIWI", "LAVANDE", "LIERRE", "LILAS", "LOTUS", "MAGNOLIA",
  "MARRONNIER", "MELEZE", "MESANGE", "MIMOSA", "MURIER", "NARCISSE", "NENUPHAR", "NOISETIER", "OEILLET", "OLIVIER", "ORCHIDEE", "ORTIE", "PALMIER", "PERVENCHE", "PEUPLIER",
  "PINSON", "PIVOINE", "PLATANE", "PRIMEVERE", "QUINOA", "RENONCULE", "ROMARIN", "ROSEAU", "ROUGE-GORGE", "SAPIN", "SAUGE", "SEQUOIA", "SORBIER", "SUREAU", "TILLEUL",
  "TOURNESOL", "TREFLE", "TULIPE", "VALERIANE", "VERVEINE", "VIOLETTE", "YUCCA", "ZINNIA",
] as const;

const givenNames = ["Aïcha", "Anaïs", "André", "Bérénice", "Camille", "Chloé", "Dominique", "Éléonore", "Fatou", "François", "Gaël", "Hélène", "Inès", "Jérôme", "Karim", "Loïc", "Maëlle", "Noé", "Océane", "Pénélope", "Raphaël", "Solène", "Théo", "Ulysse", "Valérie", "Yaëlle", "Zoé", "ANNE-SOPHIE", "JEAN", "LOUISE"] as const;

/** Names as the register writes them: the family name in capitals without accents, the given name often with them. */
export const fakeName = (random: Random): { readonly family: string; readonly given: string } => ({
  family: `${random.oneOf(words)}-${random.oneOf(words)}`,
  given: random.oneOf(givenNames),
});
