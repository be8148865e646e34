import { organizationKinds } from "@cpts/domain/Organization";
import { searchKey } from "@cpts/reference-data";

type Kind = (typeof organizationKinds)[number]["code"];

/** What people, and the labels of FINESS, call organizations of a kind, beside its label. */
const usual: Readonly<Partial<Record<Kind, ReadonlyArray<string>>>> = {
  msp: ["maison de sante", "maison de sante pluridisciplinaire", "maison medicale", "sisa"],
  "health-centre": ["centre de sante", "centre municipal de sante", "centre de sante polyvalent"],
  hospital: ["hopital", "clinique", "ch", "chu", "chr", "centre hospitalier", "centre hospitalier regional", "centre hospitalier universitaire", "hopital local", "hopital de proximite", "hospitalisation a domicile", "had", "etablissement de sante"],
  pharmacy: ["officine", "pharmacie d officine"],
  "medico-social": ["ehpad", "ssiad", "etablissement d hebergement pour personnes agees dependantes", "service de soins infirmiers a domicile", "residence autonomie", "acteur medico social ou social"],
  social: ["ccas", "cias", "centre communal d action sociale", "service social"],
  "local-authority": ["mairie", "collectivite", "communaute de communes", "communaute d agglomeration", "conseil departemental", "collectivite territoriale ou groupement"],
  "users-association": ["association de patients", "association d usagers du systeme de sante"],
  association: ["association", "association loi 1901"],
  dac: ["dispositif d appui a la coordination", "dac"],
  mda: ["mda", "mdph"],
};

const kinds: ReadonlyMap<string, Kind> = new Map(organizationKinds.flatMap(({ code, fr }) => [code, fr, fr.replaceAll(/\([^)]*\)/gu, ""), ...(usual[code] ?? [])].map((word) => [searchKey(word), code] as const)));

/** The kind of organization that a cell names, with or without what stands in brackets; null where it names none. */
export const organizationKindOf = (text: string): string | null => kinds.get(searchKey(text)) ?? kinds.get(searchKey(text.replaceAll(/\([^)]*\)/gu, " "))) ?? null;

/** What a kind is called, for people. */
export const organizationKindLabel = (code: string | null): string | null => (code === null ? null : (organizationKinds.find((kind) => kind.code === code)?.fr ?? code));
