type Row = readonly [fr: string, en: string, definitionFr: string, definitionEn: string, model: string | null, source: string];

const csp = "CSP, art. L. 1434-12";
const aci = "ACI-CPTS, 20 June 2019";
const insee = "INSEE";
const ans = "ANS";
const ours = "this platform";

/** Sorted by French term, in French order; checked by a test. */
export const glossaryRows: ReadonlyArray<Row> = [
  ["accord conventionnel interprofessionnel (ACI)", "national agreement (ACI)", "accord qui finance les CPTS, auquel chacune adhère par contrat", "agreement that funds CPTS, which each joins by contract", "SizeClass", aci],
  ["ADELI", "ADELI number", "ancien numéro des professionnels, remplacé par le RPPS", "former number of professionals, replaced by RPPS", "NationalId", ans],
  ["agence régionale de santé (ARS)", "regional health agency (ars)", "autorité qui valide le projet de santé et signe le contrat", "authority that validates the health project and signs the contract", "Role", csp],
  ["arrondissement municipal", "municipal arrondissement", "division de Paris, Lyon ou Marseille, qui a son code", "division of Paris, Lyon or Marseille, with its own code", "Cog", insee],
  ["assurance maladie (CPAM, MSA, CGSS)", "health insurance fund (caisse)", "caisse qui signe le contrat et paie", "fund that signs the contract and pays", "Role", aci],
  ["bureau", "board", "personnes élues qui dirigent l'association", "elected people who run the association", "Role", "law of 1 July 1901"],
  ["clé de Luhn", "Luhn check digit", "dernier chiffre qui révèle une faute de frappe", "last digit that reveals a typing mistake", "Siret", "ISO/IEC 7812-1"],
  ["code officiel géographique (COG)", "official geographic code (COG)", "liste annuelle des communes, départements et régions", "yearly list of communes, departements and regions", "Cog", insee],
  ["communauté professionnelle territoriale de santé (CPTS)", "CPTS", "professionnels réunis autour d'un projet de santé pour un territoire", "professionals united around a health project for a territory", "Cpts", csp],
  ["commune", "commune", "plus petite collectivité, désignée par un code de 5 caractères", "smallest local authority, named by a code of 5 characters", "Cog", insee],
  ["coordinateur", "coordinator", "personne qui fait vivre la CPTS au quotidien", "person who runs the CPTS day by day", "Role", ours],
  ["couverture", "coverage", "communes d'une région couvertes par une CPTS, ou par plusieurs", "communes of a region covered by a CPTS, or by several", "Territory", ours],
  ["date partielle", "partial date", "date connue en partie : année, mois, ou jour sans année", "date known in part: year, month, or day without year", "PartialDate", "XML Schema 1.1, part 2"],
  ["département", "departement", "collectivité et circonscription, désignée par 2 ou 3 caractères", "local authority and district, named by 2 or 3 characters", "Cog", insee],
  ["département de rattachement", "departement of attachment", "département où les agences comptent une CPTS qui en touche plusieurs", "departement where agencies count a CPTS that touches several", "FactProperty", ours],
  ["établissement public de coopération intercommunale (EPCI)", "intercommunality (epci)", "groupement de communes à fiscalité propre, désigné par son SIREN", "group of communes with its own tax, named by its SIREN", "Cog", insee],
  ["événement", "event", "fait daté et numéroté qu'un service publie", "dated and numbered fact that a service publishes", "EventEnvelope", "CloudEvents 1.0"],
  ["fait calculé", "computed fact", "ce que disent les données, avec leur millésime", "what the data says, with its vintage", "DeclaredFact", ours],
  ["fait déclaré", "declared fact", "ce que dit un document, avec sa source", "what a document says, with its source", "DeclaredFact", ours],
  ["fiche action", "action sheet", "action du projet de santé, décrite sur une page", "action of the health project, described on a page", null, csp],
  ["FINESS", "FINESS number", "numéro d'un établissement sanitaire ou social ; une CPTS en a un, catégorie 604", "number of a health or social establishment; a CPTS has one, category 604", "Finess", ans],
  ["forme juridique", "legal form", "association le plus souvent ; aucune n'est imposée", "an association most often; none is imposed", "Cpts", aci],
  ["identification nationale de structure (IDNST)", "national identification of a structure", "préfixe et numéro qui désignent une structure", "prefix and number that name a structure", "NationalId", ans],
  ["identification nationale du professionnel (IDNPS)", "national identification of a professional", "préfixe et numéro qui désignent un professionnel", "prefix and number that name a professional", "NationalId", ans],
  ["IRIS", "IRIS", "quartier statistique d'environ 2 000 habitants", "statistical district of about 2,000 inhabitants", "Territory", insee],
  ["journal", "log", "suite sans trou des événements d'un service", "sequence without hole of the events of a service", "Position", ours],
  ["lettre d'intention", "letter of intent", "premier document d'une CPTS en projet : territoire, acteurs, calendrier", "first document of a future CPTS: territory, actors, calendar", "CptsStatus", "guides of regional agencies"],
  ["mandat", "mandate", "fonction exercée par une personne entre deux dates", "office held by a person between two dates", "Period", ours],
  ["millésime", "vintage", "année des données qui ont servi au calcul", "year of the data used in a computation", null, insee],
  ["numéro de sécurité sociale (NIR)", "social-security number (NIR)", "numéro d'une personne, refusé dans tout texte libre", "number of a person, refused in any free text", "FreeText", "CSP, art. L. 1111-8-1"],
  ["période", "period", "jours du premier inclus au dernier exclu", "days from the first included to the last excluded", "Period", ours],
  ["population", "population", "habitants du territoire, qui donnent la taille", "inhabitants of the territory, who give the size", "SizeClass", insee],
  ["position", "position", "rang d'un événement dans le journal de son service", "rank of an event in the log of its service", "Position", ours],
  ["projet de santé", "health project", "document que l'ARS valide : diagnostic, territoire, actions", "document that the ARS validates: diagnosis, territory, actions", "CptsStatus", csp],
  ["provenance", "provenance", "façon dont une affirmation a été obtenue", "how a statement was obtained", "Source", ours],
  ["quartier", "quarter", "partie d'une commune, quand la CPTS ne la couvre pas toute", "part of a commune, when the CPTS does not cover it all", "Territory", ours],
  ["référent URPS", "URPS referent", "personne mandatée par l'URPS pour accompagner les projets", "person mandated by the URPS to support projects", "Role", "CSP, art. L. 4031-1"],
  ["région", "region", "collectivité et ressort d'une ARS", "local authority and area of an ARS", "Cog", insee],
  ["répertoire national des associations (RNA)", "national directory of associations (RNA)", "registre qui donne son numéro W à une association", "register that gives an association its W number", "Rna", "ministry of the Interior"],
  ["RPPS", "RPPS number", "numéro national d'un professionnel de santé", "national number of a health professional", "Rpps", ans],
  ["SIREN", "SIREN", "numéro d'une unité légale, 9 chiffres", "number of a legal unit, 9 digits", "Siren", insee],
  ["SIRET", "SIRET", "numéro d'un établissement, 14 chiffres", "number of an establishment, 14 digits", "Siret", insee],
  ["source", "source", "document d'où vient une affirmation, et l'endroit", "document a statement comes from, and the place", "Source", ours],
  ["taille", "size class", "classe 1 à 4 de l'ACI selon la population", "class 1 to 4 of the ACI by population", "SizeClass", aci],
  ["territoire", "territory", "communes, arrondissements ou parties de communes d'une CPTS", "communes, arrondissements or parts of communes of a CPTS", "Territory", csp],
  ["union régionale des professionnels de santé (URPS)", "regional union of professionals (URPS)", "représente les professionnels libéraux d'une région", "represents the self-employed professionals of a region", "Role", "CSP, art. L. 4031-1"],
  ["validation tacite", "tacit validation", "le silence de l'ARS pendant deux mois vaut validation", "two months of silence of the ARS validate", "CptsStatus", csp],
  ["zone blanche", "white zone", "communes qu'aucune CPTS ne couvre", "communes that no CPTS covers", null, "Sénat, rapport n° 32, 15 October 2025"],
];
