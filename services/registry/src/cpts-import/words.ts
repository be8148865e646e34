import type { CptsField } from "@cpts/api/CptsImports";
import { cptsStatuses, type CptsStatus } from "@cpts/domain/CptsStatus";
import { departements, legalForms, searchKey } from "@cpts/reference-data";
import { codeOfCell, withoutSpaces } from "@cpts/documents/spreadsheets/cells";
import { titleReader, type KnownColumns } from "@cpts/documents/spreadsheets/columns";

/** What an export writes above each column; the first of what an import reads. */
export const titleOf: Readonly<Record<CptsField, string>> = {
  cptsId: "Identifiant CPTS",
  name: "Nom de la CPTS",
  shortName: "Sigle",
  stage: "Stade",
  legalForm: "Forme juridique",
  siren: "SIREN",
  siret: "SIRET",
  rna: "RNA",
  finess: "FINESS",
  externalIds: "Autres identifiants",
  website: "Site internet",
  email: "Courriel",
  phone: "Téléphone",
  seat: "Commune du siège",
  seatAddress: "Adresse du siège",
  departement: "Département de rattachement",
  initiator: "Initiateur",
  foundedOn: "Date de création",
  validFrom: "Territoire valable depuis",
  communes: "Communes",
  parts: "Parties de communes",
  prose: "Description du territoire",
  overlaps: "Motifs de chevauchement",
  population: "Population déclarée",
  reason: "Motif du changement",
  source: "Source",
};

/** Titles that people give to columns. */
const others: Readonly<Record<CptsField, ReadonlyArray<string>>> = {
  cptsId: ["id cpts", "cptsid", "uuid"],
  name: ["nom", "nom cpts", "cpts", "libelle", "libelle cpts", "denomination", "raison sociale", "name", "nom_cpts", "lib_cpts"],
  shortName: ["acronyme", "nom court", "shortname", "abreviation"],
  stage: ["etat", "statut", "avancement", "etat d avancement", "maturite", "phase", "stage", "status", "etape"],
  legalForm: ["statut juridique", "legalform", "nature juridique"],
  siren: ["n siren", "numero siren"],
  siret: ["n siret", "numero siret", "no siret"],
  rna: ["n rna", "numero rna", "waldec", "identifiant rna"],
  finess: ["n finess", "numero finess", "finess ej", "finess et", "num finess", "nofiness", "no finess"],
  externalIds: ["externalids", "identifiants externes", "identifiant ars", "id ars"],
  website: ["site", "site web", "url", "website", "internet"],
  email: ["mail", "e mail", "adresse mail", "adresse electronique", "email"],
  phone: ["tel", "phone", "numero de telephone"],
  seat: ["siege", "ville du siege", "seat", "siege social"],
  seatAddress: ["adresse", "seataddress", "adresse du siege social"],
  departement: ["departement", "dep", "dept", "code departement", "departement porteur", "departement principal", "num dep"],
  initiator: ["porteur", "initiator", "a l initiative de"],
  foundedOn: ["creation", "creee le", "foundedon", "date de creation de l association"],
  validFrom: ["date d effet", "valable depuis", "depuis", "validfrom", "date de debut", "date de validite"],
  communes: ["commune", "code commune", "codes communes", "code insee", "codes insee", "insee", "codgeo", "depcom", "insee_com", "code geo", "nom commune", "nom de la commune", "liste des communes", "territoire", "libgeo", "commune couverte", "communes couvertes", "code insee commune"],
  parts: ["quartiers", "parties", "parts", "iris", "quartier"],
  prose: ["description", "prose", "perimetre", "territoire en toutes lettres"],
  overlaps: ["overlaps", "chevauchements", "motif chevauchement"],
  population: ["population", "pop", "habitants", "nombre d habitants", "population couverte", "nb habitants"],
  reason: ["motif", "reason"],
  source: ["document", "origine", "source des donnees"],
};

const titles = Object.fromEntries((Object.keys(titleOf) as ReadonlyArray<CptsField>).map((field) => [field, [titleOf[field], field, ...others[field]]])) as unknown as Readonly<Record<CptsField, ReadonlyArray<string>>>; // keys of a record typed by its fields

/** The columns of a table of CPTS: a code of a commune beside its name is one column of two. */
export const cptsColumns: KnownColumns<CptsField> = {
  ofTitle: titleReader(titles),
  ofContent: [
    ["siret", (cell) => /^\d{14}$/u.test(withoutSpaces(cell))],
    ["rna", (cell) => /^W\d[0-9A-Z]{8}$/u.test(cell.trim().toUpperCase())],
    ["communes", (cell) => cell.split(/[\s,;|]+/u).every((token) => codeOfCell(token) !== null)],
    ["name", (cell) => /\bcpts\b|communaute professionnelle/u.test(searchKey(cell))],
  ],
  repeated: new Set(["communes"]),
};

const statusWords: Readonly<Partial<Record<CptsStatus, ReadonlyArray<string>>>> = {
  emergence: ["emergence", "emergente", "projet emergent"],
  "letter-of-intent-filed": ["lettre d intention", "li deposee"],
  "letter-of-intent-validated": ["li validee", "lettre d intention validee"],
  "project-drafting": ["projet en redaction", "projet en cours", "projet de sante en cours"],
  "project-filed": ["projet depose", "projet de sante depose"],
  "project-validated": ["projet valide", "projet de sante valide"],
  "aci-negotiation": ["negociation aci", "aci en cours", "en negociation"],
  "aci-signed": ["aci signe", "aci", "signee", "aci signee", "contrat signe"],
  active: ["en activite", "en fonctionnement", "operationnelle"],
};
const statuses: ReadonlyMap<string, CptsStatus> = new Map(cptsStatuses.flatMap(({ code, fr, en }) => [code, fr, en, ...(statusWords[code] ?? [])].map((word) => [searchKey(word), code] as const)));

/** A stage in the words of a spreadsheet; null where they are not understood. */
export const stageOf = (text: string): CptsStatus | null => statuses.get(searchKey(text)) ?? null;

const formWords: Readonly<Record<string, ReadonlyArray<string>>> = {
  "association-1901": ["association", "loi 1901", "asso", "association loi de 1901", "association de loi 1901"],
  "association-local-law": ["droit local", "association de droit local", "association loi 1908", "droit local alsace moselle"],
  gcs: ["groupement de cooperation sanitaire"],
};
const forms: ReadonlyMap<string, string> = new Map(legalForms.entries.flatMap(({ code, label }) => [code, label, ...(formWords[code] ?? [])].map((word) => [searchKey(word), code] as const)));

/** A legal form in the words of a spreadsheet; null where they are not understood. */
export const legalFormOf = (text: string): string | null => forms.get(searchKey(text)) ?? null;

const departementWords: ReadonlyMap<string, string> = new Map(departements.flatMap(({ code, nom }) => [[searchKey(code), code] as const, [searchKey(nom), code] as const]));

/** A departement by its code or name, whose zero a spreadsheet may have taken: `1`, `01`, `Ain`, `Ain (01)`; null where it is none. */
export const departementOf = (text: string): string | null => {
  const bracketed = /\((\w{1,3})\)/u.exec(text)?.[1];
  const plain = text.replace(/\([^)]*\)/u, "").trim();
  return [text, bracketed ?? "", plain].flatMap((one) => departementWords.get(searchKey(/^\d$/u.test(one.trim()) ? `0${one.trim()}` : one)) ?? [])[0] ?? null;
};

const initiators: Readonly<Record<string, string>> = { professionals: "professionals", professionnels: "professionals", "professionnels de sante": "professionals", ars: "ars", "agence regionale de sante": "ars" };

/** Who took the initiative, in the words of a spreadsheet; null where they are not understood. */
export const initiatorOf = (text: string): string | null => initiators[searchKey(text)] ?? null;
