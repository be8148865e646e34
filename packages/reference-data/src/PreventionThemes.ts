/**
 * What actions of prevention are about. Our own open list: an action may name a theme of its own beside these. The accents of the
 * labels are official spellings; the codes have none.
 *
 * @example
 * ```ts
 * import { entryOf, preventionThemes } from "@cpts/reference-data";
 *
 * entryOf(preventionThemes, "vaccination")?.labelEn; // => "Vaccination"
 * entryOf(preventionThemes, "un-theme-local"); // => null
 * ```
 */
import type { CodeList } from "./CodeList.ts";
import { own, ownLicence } from "./internal/code-entries.ts";

/** Themes of prevention, by the order of the alphabet. */
export const preventionThemes: CodeList = {
  id: "prevention-theme",
  name: "Thèmes de prévention",
  oid: null,
  url: null,
  version: null,
  status: "ours",
  source: "no national list; the themes met in the health projects of CPTS",
  licence: ownLicence,
  entries: [
    own("activite-physique", "Activité physique et sédentarité", "Physical activity"),
    own("addictions", "Addictions", "Addictions"),
    own("antibioresistance", "Bon usage des antibiotiques", "Proper use of antibiotics"),
    own("bucco-dentaire", "Santé bucco-dentaire", "Oral health"),
    own("chutes", "Prévention des chutes", "Prevention of falls"),
    own("depistage-cancer-col-uterus", "Dépistage du cancer du col de l'utérus", "Cervical cancer screening"),
    own("depistage-cancer-colorectal", "Dépistage du cancer colorectal", "Colorectal cancer screening"),
    own("depistage-cancer-sein", "Dépistage du cancer du sein", "Breast cancer screening"),
    own("diabete", "Diabète", "Diabetes"),
    own("iatrogenie", "Iatrogénie médicamenteuse", "Adverse drug events"),
    own("insuffisance-cardiaque", "Insuffisance cardiaque", "Heart failure"),
    own("nutrition", "Nutrition et obésité", "Nutrition and obesity"),
    own("perinatalite", "Périnatalité et petite enfance", "Perinatal and early childhood care"),
    own("perte-autonomie", "Perte d'autonomie", "Loss of autonomy"),
    own("sante-environnement", "Santé et environnement", "Health and environment"),
    own("sante-mentale", "Santé mentale et prévention du suicide", "Mental health and prevention of suicide"),
    own("sante-sexuelle", "Santé sexuelle", "Sexual health"),
    own("vaccination", "Vaccination", "Vaccination"),
    own("violences", "Violences intrafamiliales et sexuelles", "Domestic and sexual violence"),
  ],
};
