import type { MemberField } from "@cpts/api/MemberImports";
import { activeEntries, memberRoles, professions, searchKey } from "@cpts/reference-data";
import { titleReader } from "@cpts/documents/spreadsheets/columns";

/** Titles that people give to columns, as they are searched for. */
const titles: Readonly<Record<MemberField, ReadonlyArray<string>>> = {
  membershipId: ["identifiant adhesion", "id adhesion"],
  rpps: ["rpps", "n rpps", "no rpps", "numero rpps", "num rpps", "numero de rpps", "code rpps", "identifiant rpps", "id rpps", "rpps adeli", "n rpps adeli"],
  familyName: ["nom", "noms", "nom de famille", "nom d usage", "nom usage", "nom du professionnel", "nom de l adherent", "nom exercice", "nom d exercice", "last name"],
  givenName: ["prenom", "prenoms", "prenom du professionnel", "prenom exercice", "prenom d exercice", "first name"],
  fullName: ["nom prenom", "nom et prenom", "prenom nom", "nom complet", "adherent", "membre", "professionnel", "noms prenoms", "nom prenoms", "identite"],
  profession: ["profession", "metier", "specialite", "fonction", "qualite", "profession exercee", "corps de metier", "categorie professionnelle"],
  commune: ["commune", "ville", "lieu", "lieu d exercice", "commune d exercice", "ville d exercice", "code postal", "cp", "cp ville", "code commune", "code insee", "insee", "cabinet", "adresse", "localite"],
  validFrom: ["date d adhesion", "adhesion", "date adhesion", "membre depuis", "depuis", "depuis le", "date d entree", "adherent depuis", "debut"],
  college: ["college", "groupe", "collège"],
  structure: ["structure", "nom de la structure", "structure d exercice", "structure d appartenance", "membre par", "au titre de", "etablissement", "organisme", "organisation", "raison sociale", "employeur", "siret finess", "finess siret", "siret ou finess", "finess ou siret", "nom de l organisation", "nom de l etablissement", "denomination"],
  structureKind: ["type de structure", "nature de la structure", "type d organisation", "nature de l organisation", "type d etablissement", "categorie d etablissement", "type de la structure"],
  siret: ["siret", "n siret", "no siret", "numero siret", "siret de la structure", "siren", "siret ou siren"],
  finess: ["finess", "n finess", "no finess", "numero finess", "finess de la structure"],
  fee: ["cotisation", "montant", "montant cotisation", "cotisation euros", "montant de la cotisation", "cotisation en euros"],
  feePaidOn: ["date de reglement", "date de paiement", "paye le", "regle le", "date reglement"],
};

/** What a title says that the column holds. */
export const fieldOfTitle = titleReader(titles);

const usual: Readonly<Record<string, ReadonlyArray<string>>> = {
  "10": ["medecin generaliste", "mg", "generaliste", "medecin specialiste", "docteur", "dr", "medecin traitant", "cardiologue", "pediatre", "psychiatre", "dermatologue", "gynecologue"],
  "21": ["pharmacienne", "pharmacie", "officine", "pharmacien titulaire", "pharmacien d officine"],
  "40": ["dentiste", "chirurgien dentiste", "chirurgienne dentiste"],
  "50": ["sage femme", "sf", "maieuticien"],
  "60": ["infirmiere", "infirmier e", "infirmiers", "ide", "idel", "infirmier liberal", "infirmiere liberale", "ipa", "infirmier en pratique avancee", "infirmiere en pratique avancee"],
  "70": ["kine", "kinesitherapeute", "mk", "mkde", "masseur kine", "masseuse kinesitherapeute", "masseur kinesitherapeute"],
  "80": ["podologue", "pedicure", "pedicure podologue"],
  "91": ["ortho", "orthophonie"],
  "95": ["dieteticienne", "nutritionniste"],
  "96": ["psychomotricienne"],
};
const outside: Readonly<Record<string, ReadonlyArray<string>>> = {
  PSYCHOLOGUE: ["psychologue", "psychologue clinicien", "psychologue clinicienne", "neuropsychologue"],
  ASSISTANT_SOCIAL: ["assistant social", "assistante sociale", "assistant de service social", "travailleur social", "as"],
  MEDIATEUR_SANTE: ["mediateur sante", "mediatrice sante", "mediateur en sante", "mediatrice en sante"],
  EDUCATEUR_SANTE: ["educateur sante", "educatrice sante", "educateur pour la sante", "educatrice pour la sante"],
  ENSEIGNANT_APA: ["enseignant apa", "enseignante apa", "educateur sportif", "apa", "professeur apa"],
  COORDINATEUR: ["coordinateur", "coordinatrice", "coordonnateur", "coordonnatrice"],
  USAGER: ["usager", "representant des usagers", "representante des usagers"],
};

/** A profession of the RPPS, or the capacity of someone outside it. */
export interface Occupation {
  readonly profession: string | null;
  readonly role: string | null;
}

const occupations: ReadonlyMap<string, Occupation> = new Map<string, Occupation>([
  ...activeEntries(professions).flatMap(({ code, label }) => [code, label, ...(usual[code] ?? [])].map((word) => [searchKey(word), { profession: code, role: null }] as const)),
  ...memberRoles.entries.flatMap(({ code, label }) => [code, label, ...(outside[code] ?? [])].map((word) => [searchKey(word), { profession: null, role: code }] as const)),
]);

/** What someone does, in the words of a spreadsheet; null where they are not understood. Plurals and endings in brackets do not matter. */
export const occupationOf = (text: string): Occupation | null => {
  const key = searchKey(text);
  const plain = searchKey(text.replaceAll(/\([^)]*\)|[·.-]?(?:ne|e|rice|trice)(?=\s|$)/gu, (ending) => (ending.startsWith("(") || ending.startsWith("·") || ending.startsWith(".") ? "" : ending)));
  return occupations.get(key) ?? occupations.get(plain) ?? occupations.get(key.replaceAll(/s\b/gu, "")) ?? null;
};
