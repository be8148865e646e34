import type { Platform } from "./launch.ts";

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

const eventsOf = (natsUrl: string | null): string => (natsUrl === null ? "journal HTTP seul, sans NATS / HTTP feed alone, no NATS" : `NATS ${natsUrl}`);

const demonstrationOf = ({ demonstration }: Platform): string => {
  if (demonstration === null) return "non demandée / not asked for";
  const { added, cpts, present } = demonstration;
  return `${cpts} CPTS reconstituées ; sur ${added + present} éléments, ${added} inscrits à l'instant / reconstructed CPTS; of ${added + present} things, ${added} entered just now`;
};

/** What is printed once everything runs. */
export const announcement = (platform: Platform, services: ReadonlyArray<string>, folder: string, elapsedMs: number): string => {
  const { url } = platform;
  const rows: ReadonlyArray<readonly [string, string]> = [
    ["Accueil / Home", `${url}/`],
    ...services.map((name) => [name, `${url}/${name}`] as const),
    ["Émetteur / Issuer", `${url}/issuer (développement seulement / development only)`],
    ["Événements / Events", eventsOf(platform.natsUrl)],
    ["Démonstration / Demo", demonstrationOf(platform)],
    ["Données / Data", `${folder} (journaux / logs: log/)`],
    ["Jeton / Token", "npm run -s token -- ars-officer --regions 24"],
    ["Arrêt / Stop", "Ctrl-C"],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    "",
    `  Plateforme CPTS prête en ${seconds(elapsedMs).replace(".", ",")} s / CPTS platform ready in ${seconds(elapsedMs)} s`,
    "",
    ...rows.map(([label, value]) => `    ${label.padEnd(width)}  ${value}`),
    "",
  ].join("\n");
};

/** Said loudly: everything works, slower. */
export const noBroker = [
  "",
  "  ATTENTION : aucun serveur NATS. Les événements passent par le seul journal HTTP, plus lentement.",
  "  WARNING: no NATS server. Events travel by the HTTP feed alone, more slowly.",
  "  (NATS_URL, ou nats-server sur le PATH / or nats-server on the PATH)",
].join("\n");
