/**
 * `cpts --help`, and the help of each verb, with examples.
 *
 * @since 0.1.0
 */
import { lists, nameOf, records, type Thing } from "./catalogue.ts";
import { kebab } from "./arguments.ts";
import type { Language, Tell } from "./language.ts";
import { tellerOf } from "./language.ts";
import { defaultUrl } from "./session.ts";

/** The verbs of `cpts`. */
export const verbs = ["list", "get", "events", "projections", "dead-letters", "audit", "directory", "registry", "report", "export", "import", "doctor"] as const;
/** One of {@link verbs}. */
export type Verb = (typeof verbs)[number];

const row = (form: string, meaning: string): string => `  ${form.padEnd(38)}${meaning}`;

const general = (tell: Tell): ReadonlyArray<string> => [
  tell("cpts : la ligne de commande de la plate-forme des CPTS", "cpts: the command line of the CPTS platform"),
  "",
  row("cpts list <collection> [--q …]", tell("des listes, en tableau", "lists, as tables")),
  row(tell("cpts get <chose> <id>", "cpts get <thing> <id>"), tell("une fiche, par identifiant ou par nom", "one record, by id or by name")),
  row("cpts events tail [service …]", tell("les événements, à mesure", "events, as they happen")),
  row("cpts events replay|republish <service>", tell("les événements enregistrés ; les rediffuser", "the recorded events; publish them again")),
  row("cpts projections list|verify|rebuild", tell("ce que les services ont appris les uns des autres", "what the services have learned from each other")),
  row("cpts dead-letters list|show|retry|drop", tell("les événements qu'un service n'a pu appliquer", "the events that a service could not apply")),
  row("cpts audit verify [service]", tell("si quelqu'un a touché au journal", "whether somebody has touched the log")),
  row(tell("cpts directory import <fichier>", "cpts directory import <file>"), tell("importer un extrait du RPPS ou de FINESS", "import an extract of the RPPS or of FINESS")),
  row(tell("cpts directory erase <personne>", "cpts directory erase <person>"), tell("où les mots de tous les services nomment quelqu'un ; --apply efface", "where the words of all services name somebody; --apply erases")),
  row("cpts registry import-contours", tell("importer les contours des communes", "import the contours of communes")),
  row("cpts registry import-cpts", tell("importer un tableau de CPTS : aperçu, puis --apply", "import a table of CPTS: preview, then --apply")),
  row("cpts registry import-movements", tell("importer les mouvements de communes de l'INSEE", "import INSEE's movements of communes")),
  row("cpts report --cpts … --year …", tell("le rapport d'activité d'une CPTS et d'une année", "the activity report of a CPTS and a year")),
  row("cpts export --cpts <id>", tell("tout d'une CPTS, dans un dossier ou un ZIP", "everything of a CPTS, in a folder or a ZIP")),
  row(tell("cpts import <archive>", "cpts import <archive>"), tell("reprendre une CPTS venue d'une autre instance", "take in a CPTS from another instance")),
  row("cpts doctor", tell("ce qui ne va pas, et que faire", "what is wrong, and what to do")),
  "",
  tell("Chaque verbe a son --help. Partout :", "Each verb has its --help. Everywhere:"),
  row("--url <url>", tell(`la plate-forme ; CPTS_URL, sinon ${defaultUrl}`, `the platform; CPTS_URL, else ${defaultUrl}`)),
  row(tell("--token <jeton>", "--token <token>"), tell("ou --token-file <fichier>, ou CPTS_TOKEN", "or --token-file <file>, or CPTS_TOKEN")),
  row("--json, --ndjson", tell("un document JSON ; un élément par ligne", "one JSON document; one item a line")),
  row("--lang fr|en", tell("sinon la langue de la machine (LC_ALL, LANG)", "else that of the machine (LC_ALL, LANG)")),
  "  --version, --help",
  "",
  tell(
    "Codes de sortie : 0 bien, 1 réponse négative, 2 ligne de commande, 3 refus du service, 4 service injoignable, 70 défaut de cpts.",
    "Exit codes: 0 well, 1 negative answer, 2 command line, 3 refused by the service, 4 service unreachable, 70 fault of cpts.",
  ),
];

const optionsOf = ({ query }: Thing): string => query.map((name) => (name === "explain" ? " [--explain]" : ` [--${kebab(name)} …]`)).join("");

const thingLines = (verb: string, things: ReadonlyArray<Thing>, language: Language): ReadonlyArray<string> =>
  things.flatMap((thing) => [
    `  cpts ${verb} ${[nameOf(things, thing), ...thing.parameters.map((name) => `<${name}>`)].join(" ")}${optionsOf(thing)}`,
    `      ${thing.endpoint.summary[language]}`,
  ]);

const examples = (tell: Tell, ...lines: ReadonlyArray<string>): ReadonlyArray<string> => ["", tell("Exemples :", "Examples:"), ...lines.map((line) => `  ${line}`)];

const ofVerb: { readonly [V in Verb]: (tell: Tell, language: Language) => ReadonlyArray<string> } = {
  list: (tell, language) => [
    "cpts list <collection> [--all] [--json | --ndjson]",
    "",
    ...thingLines("list", lists, language),
    "",
    `  --all   ${tell("toutes les pages, et non la première", "every page, not only the first")}`,
    ...examples(tell, "cpts list cpts --q sologne", "cpts list communes --q amboise --json", "cpts list cpts --all --ndjson | wc -l"),
  ],
  get: (tell, language) => [
    `cpts get <${tell("chose", "thing")}> <${tell("id ou nom", "id or name")}> [--json]`,
    "",
    ...thingLines("get", records, language),
    "",
    tell("Un nom (ou un FINESS, SIRET, RNA…) qui n'en désigne qu'un vaut l'identifiant ; sinon les candidats sont listés, code 1.", "A name (or a FINESS, SIRET, RNA…) that only one bears is as good as the id; else the candidates are listed, code 1."),
    ...examples(tell, "cpts get commune 37003 --as-of 2026-01-01", "cpts get cpts Asclépios", "cpts get territory Asclépios --explain --json"),
  ],
  events: (tell) => [
    "cpts events tail [service …] [--since <position|instant> | --from-start] [--types a,b] [--count n] [--nats <url>] [--json]",
    "cpts events replay <service> [--since <position|instant>] [--until <position|instant>] [--types a,b]",
    "cpts events republish <service> [--from <position>]",
    "",
    tell("tail    les événements à venir, un par ligne : position, heure de Paris, type, sujet. Ctrl-C arrête.", "tail    the events to come, one a line: position, time in Paris, type, subject. Ctrl-C ends it."),
    tell("replay  les événements enregistrés, dans l'ordre et une fois, un document JSON par ligne, jusqu'où le journal en est", "replay  the recorded events, in order and once, one JSON document a line, up to where the log stands"),
    tell("republish les rediffuse sur NATS (platform-admin, ou platform:operate) ; deux fois ne nuit pas", "republish publishes them on NATS again (platform-admin, or platform:operate); twice does no harm"),
    tell("--since 12 commence par l'événement 12 ; --since <logId>:12 seulement si le journal est encore celui-là.", "--since 12 begins with event 12; --since <logId>:12 only if the log is still that one."),
    tell("--since 2026-11-22T09:00:00Z commence par le premier événement de cet instant ou plus tard.", "--since 2026-11-22T09:00:00Z begins with the first event of that instant or later."),
    tell("Si un journal a changé (sauvegarde restaurée), c'est dit, code 1. --nats ou NATS_URL : plus vite, rien de moins.", "A log that has changed (a backup was restored) is told, code 1. --nats or NATS_URL: sooner, nothing less."),
    ...examples(tell, "cpts events tail", "cpts events tail registry --from-start --types cpts.registered", "cpts events tail registry --since 120 --json", "cpts events replay registry --until 2026-11-22T00:00:00Z > registry.ndjson"),
  ],
  projections: (tell) => [
    `cpts projections list|verify|rebuild [service] [${tell("nom", "name")}] [--json]`,
    "",
    tell("list    où en est chacune, et ce qu'elle n'a pu appliquer", "list    how far each one is, and what it could not apply"),
    tell("verify  compare à une reconstruction, sans rien changer ; code 1 si une diffère", "verify  compares with a rebuild, changing nothing; code 1 when one differs"),
    tell("rebuild reconstruit depuis le premier événement ; les lecteurs voient l'ancienne jusqu'au bout", "rebuild builds again from the first event; readers see the old one until it is done"),
    tell("Il faut le rôle platform-admin, ou un compte de service avec platform:operate.", "This takes the role platform-admin, or a service account with platform:operate."),
    ...examples(tell, "cpts projections list", "cpts projections verify directory", "cpts projections rebuild directory territories"),
  ],
  "dead-letters": (tell) => [
    "cpts dead-letters list [service]",
    "cpts dead-letters show <service> <projection> <position>",
    `cpts dead-letters retry <service> <projection> [${tell("agrégat", "aggregate")}]`,
    'cpts dead-letters drop <service> <projection> <position> --reason "…"',
    "",
    tell("Un événement qui ne peut être appliqué bloque son agrégat seul : les suivants attendent derrière lui.", "An event that cannot be applied blocks its aggregate alone: the later ones wait behind it."),
    tell("retry les applique dans l'ordre, une fois la cause levée ; code 1 s'il en reste.", "retry applies them in order, once the cause is gone; code 1 when some remain."),
    tell("drop abandonne un événement pour de bon, et garde qui, pourquoi et quand ; une reconstruction le passe aussi.", "drop gives one event up for good, and keeps who, why and when; a rebuild passes over it too."),
    tell("Plus de 20 agrégats bloqués en cinq minutes arrêtent l'abonnement : il repart dès qu'il en reste 20 au plus.", "More than 20 aggregates parked in five minutes stop the subscription: it goes on once 20 or fewer of them remain."),
    tell("Il faut le rôle platform-admin, ou un compte de service avec platform:operate.", "This takes the role platform-admin, or a service account with platform:operate."),
    ...examples(tell, "cpts dead-letters list", "cpts dead-letters show directory territories 41", "cpts dead-letters retry directory territories", 'cpts dead-letters drop directory territories 41 --reason "registered twice"'),
  ],
  audit: (tell) => [
    `cpts audit verify [service] [--against <position>:<${tell("empreinte", "hash")}>]`,
    "",
    tell("Chaque événement est enchaîné au précédent par une empreinte : la première ligne changée, ôtée ou ajoutée est nommée, code 1.", "Each event is chained to the one before by a hash: the first row that was changed, removed or added is named, code 1."),
    tell("--against compare avec une empreinte notée ailleurs : seule façon de voir une histoire réécrite en entier, empreintes comprises.", "--against compares with a hash noted elsewhere: the only way to see a history that was rewritten whole, hashes included."),
    tell("Il faut le rôle platform-admin, ou un compte de service avec platform:operate.", "This takes the role platform-admin, or a service account with platform:operate."),
    ...examples(tell, "cpts audit verify", "cpts audit verify registry --json"),
  ],
  directory: (tell) => [
    `cpts directory import <${tell("fichier", "file")}> [--max-drop-percent 10] [--json | --ndjson]`,
    "",
    tell("Un extrait du RPPS en libre accès, tel quel, en gzip ou en ZIP : PS_LibreAcces_Personne_activite, PS_LibreAcces_SavoirFaire ou PS_LibreAcces_Dipl_AutExerc.", "An open extract of the RPPS, as it is, in gzip or in a ZIP: PS_LibreAcces_Personne_activite, PS_LibreAcces_SavoirFaire or PS_LibreAcces_Dipl_AutExerc."),
    tell("Ou un extrait de FINESS : les établissements (etalab-cs1100502, etalab-cs1100507) ou les entités juridiques (etalab-cs1100501).", "Or an extract of FINESS: establishments (etalab-cs1100502, etalab-cs1100507) or legal entities (etalab-cs1100501)."),
    tell("Tout ou rien ; interrompu, il se relance. Un fichier de trop peu de personnes ou de structures est refusé, sauf --max-drop-percent.", "All or nothing; interrupted, it is run again. A file of far fewer people or structures is refused, unless --max-drop-percent says so."),
    tell("Il faut le rôle platform-admin, ou un compte de service avec platform:operate.", "This takes the role platform-admin, or a service account with platform:operate."),
    "",
    `cpts directory erase <${tell("personne", "person")}> [--apply [--all] [--remove-files <id,id>]] [--reason request] [--json]`,
    "",
    tell("Où les textes des quatre services nomment cette personne, tant que l'annuaire en connaît le nom. --apply les ôte, puis efface la personne.", "Where the texts of the four services name this person, while the directory still knows the name. --apply cuts them out, then erases the person."),
    tell("Un nom de famille seul peut être celui d'un autre : il n'est ôté qu'avec --all. Code 1 s'il reste des lieux à voir : journal, fichiers.", "A family name alone may be somebody else's: it is cut out with --all only. Code 1 when places are left to look at: log, files."),
    tell("--remove-files ôte pour de bon des fichiers déposés, parmi ceux qui sont cités : regardez-les d'abord, une loi peut les garder.", "--remove-files removes for good uploaded files, of those told: look at them first, a law may keep them."),
    tell("Il faut un compte de service avec directory:person-export, directory:erase et platform:erase.", "This takes a service account with directory:person-export, directory:erase and platform:erase."),
    ...examples(tell, "cpts directory import PS_LibreAcces_202611010820.zip", "cpts directory import etalab-cs1100507-stock-20260512-0343.csv", "cpts directory erase 0198c0de-0000-7000-8000-000000000020 --apply"),
  ],
  registry: (tell) => [
    `cpts registry import-contours <${tell("fichier ou adresse", "file or address")}> --edition … --source … --licence … [--json | --ndjson]`,
    "",
    tell("Les contours des communes, en GeoJSON ou TopoJSON, tels quels ou en gzip, en longitudes et latitudes (WGS 84).", "The contours of communes, in GeoJSON or TopoJSON, as they are or in gzip, in longitudes and latitudes (WGS 84)."),
    tell("Tout ou rien ; les codes sont comparés au code officiel géographique, ce qui manque ou n'est pas connu est dit.", "All or nothing; codes are compared with the official geographic code, what is missing or unknown is told."),
    tell("Il faut le rôle platform-admin, ou un compte de service avec platform:operate.", "This takes the role platform-admin, or a service account with platform:operate."),
    "",
    `cpts registry import-cpts <${tell("fichier", "file")}> [--as-of …] [--region …] [--apply [--leave-out-refused]] [--json]`,
    "",
    tell("Un tableau de CPTS et de leurs communes (XLSX, CSV, JSON). Sans --apply : l'aperçu, ligne par ligne, et rien n'est écrit ; code 1 si une ligne est refusée.", "A table of CPTS and their communes (XLSX, CSV, JSON). Without --apply: the preview, row by row, and nothing is written; code 1 when a row is refused."),
    tell("--as-of donne la date de la liste : ses anciens codes et noms de communes sont suivis jusqu'à aujourd'hui. --region : pour une agence, la sienne.", "--as-of gives the day of the list: its former codes and names of communes are followed to today. --region: for an agency, its own."),
    "",
    `cpts registry import-movements <${tell("fichier", "file")}>`,
    "",
    tell("Le fichier des mouvements de communes de l'INSEE : les dates des fusions deviennent exactes, et remontent à 1943. Rôle platform-admin.", "INSEE's file of movements of communes: the dates of mergers become exact, and go back to 1943. Role platform-admin."),
    ...examples(tell, 'cpts registry import-contours communes.topojson.gz --edition 2026 --source "IGN, Admin Express" --licence "Licence Ouverte 2.0"', "cpts registry import-cpts cpts-ars.xlsx --as-of 2024-01-01", "cpts registry import-cpts cpts-ars.xlsx --apply", "cpts registry import-movements v_mvt_commune_2026.csv"),
  ],
  report: (tell) => [
    `cpts report --cpts <${tell("id ou nom", "id or name")}> --year 2025 [--format pdf|docx|xlsx|json] --out <${tell("fichier", "file")}> [--template <${tell("fichier", "file")}>] [--review <${tell("contrat", "contract")}>:<${tell("année du contrat", "contract year")}>] [--json]`,
    "",
    tell("Le rapport d'activité d'une année, composé de ce qui est saisi : ce que disent les documents, ce qui en est calculé avec sa règle, et ce qui manque.", "The activity report of a year, composed of what is recorded: what documents say, what is computed of it with its rule, and what is missing."),
    tell("Ce que le jeton ne peut pas lire y est dit manquant. Le même rapport donne les mêmes octets ; son empreinte est imprimée.", "What the token may not read is said to be missing. The same report gives the same bytes; its hash is printed."),
    tell("--template : un modèle (JSON) dit le titre, les parties et leur ordre, leurs titres et leurs mots, le logo.", "--template: a template (JSON) says the title, the sections and their order, their headings and words, the logo."),
    tell("--review dépose le rapport dans la revue de cette année du contrat, l'y relit et vérifie son empreinte : il n'y change plus.", "--review hands the report in to the review of that contract year, reads it back there and verifies its hash: it changes no more."),
    ...examples(tell, "cpts report --cpts Asclépios --year 2025 --out rapport.pdf", "cpts report --cpts Asclépios --year 2025 --format xlsx --out rapport.xlsx --template modele.json", "cpts report --cpts Asclépios --year 2025 --out rapport.pdf --review 0198c0de-0000-7000-8000-000000000010:1"),
  ],
  export: (tell) => [
    `cpts export --cpts <${tell("id ou nom", "id or name")}> [--out <${tell("dossier|fichier.zip", "folder|file.zip")}>] [--json]`,
    "",
    tell("Tout ce que les quatre services gardent d'une CPTS : tables en NDJSON avec leur JSON Schema, événements, fichiers, manifeste avec les empreintes SHA-256.", "Everything that the four services keep of a CPTS: tables as NDJSON with their JSON Schema, events, files, a manifest with SHA-256 hashes."),
    tell("L'empreinte de l'ensemble ne dépend pas de l'instance : reprise ailleurs, la CPTS a la même. Le format : docs/cpts-archive.md.", "The hash of the whole does not depend on the instance: taken in elsewhere, the CPTS has the same. The format: docs/cpts-archive.md."),
    tell("L'archive contient les noms des membres : à garder comme telle. Chaque export est noté (qui, quand).", "The archive holds the names of members: keep it accordingly. Each export is noted (who, when)."),
    tell("Il faut être coordonnateur de la CPTS, ou un compte de service avec platform:export.", "This takes a coordinator of the CPTS, or a service account with platform:export."),
    ...examples(tell, "cpts export --cpts Asclépios", "cpts export --cpts Asclépios --out asclepios"),
  ],
  import: (tell) => [
    `cpts import <${tell("dossier|fichier.zip", "folder|file.zip")}> [--json]`,
    "",
    tell("Tout ou rien pour chaque service, dans l'ordre registry, directory, contracts, prevention ; interrompu, il se relance : une seconde fois ne change rien.", "All or nothing for each service, in the order registry, directory, contracts, prevention; interrupted, it is run again: a second time changes nothing."),
    tell("Refusé, avec la liste, si quelque chose est déjà ici autrement : la CPTS, un numéro, une personne du même RPPS sous un autre identifiant.", "Refused, with the list, when something is here otherwise: the CPTS, a number, a person of the same RPPS under another id."),
    tell("Qui a été effacé ici le reste. Il faut le rôle platform-admin, ou un compte de service avec platform:operate.", "Whoever was erased here stays so. This takes the role platform-admin, or a service account with platform:operate."),
    ...examples(tell, "cpts import asclepios.zip", "cpts import asclepios --url https://cpts.example.org"),
  ],
  doctor: (tell) => [
    "cpts doctor [--nats <url>] [--json | --ndjson]",
    "",
    tell("Adresse, horloges, jeton, services, journaux, projections, NATS ; code 1 si quelque chose est à réparer.", "Address, clocks, token, services, logs, projections, NATS; code 1 when something is to be repaired."),
    ...examples(tell, "cpts doctor", "cpts doctor --url https://cpts.example.org --json"),
  ],
};

/** The help, of a verb or of the whole. */
export const helpText = (verb: string | undefined, language: Language): string => {
  const known = verbs.find((one) => one === verb);
  const tell = tellerOf(language);
  return (known === undefined ? general(tell) : ofVerb[known](tell, language)).join("\n");
};
