import { DEFAULT_PORT } from "./issuer/issuer-address.ts";

/** How the platform is to run, from the command line and the environment. */
export interface Options {
  readonly port: number;
  readonly demonstration: boolean;
  readonly natsUrl: string | null;
}

export type OptionsReading = { readonly options: Options } | { readonly help: string } | { readonly refusal: string; readonly kind: "usage" | "configuration" };

/** The help, in French and English. */
export const help = [
  "npm start -- [--no-demo]",
  "",
  "Lance toute la plateforme sur cette machine, visible d'elle seule. / Runs the whole platform on this machine, seen by it alone.",
  "",
  "  --no-demo        n'inscrit pas les CPTS de démonstration / does not enter the CPTS of the demonstration",
  "",
  "Variables :",
  `  PORT             port d'écoute, ${DEFAULT_PORT} par défaut, 0 pour un port libre / port to listen on, 0 for any free one`,
  "  CPTS_LOCAL_DIR   dossier des données, .local par défaut / folder of the data",
  "  NATS_URL         serveur NATS à utiliser / NATS server to use",
  "  CPTS_NATS_SERVER programme nats-server à lancer / nats-server program to start",
  "  LOG_LEVEL        debug, info, warn (défaut / default), error",
  "",
  "Jetons / Tokens: npm run token -- --help",
].join("\n");

const portOf = (text: string | undefined): number | null => {
  if (text === undefined || text === "") return DEFAULT_PORT;
  return /^\d{1,5}$/u.test(text) && Number(text) <= 65_535 ? Number(text) : null;
};

/** Reads `start [--no-demo] [--help]`; `start` may be left out. */
export const readOptions = (args: ReadonlyArray<string>, environment: NodeJS.ProcessEnv): OptionsReading => {
  const words = args[0] === "start" ? args.slice(1) : args;
  if (words.includes("--help") || words.includes("-h")) return { help };
  const unknown = words.filter((word) => word !== "--no-demo");
  if (unknown.length > 0) return { kind: "usage", refusal: `Option inconnue / Unknown option: ${unknown.join(" ")}\n\n${help}` };
  const port = portOf(environment["PORT"]);
  if (port === null) {
    const refusal = `PORT=${environment["PORT"]} : un port va de 0 à 65535, par exemple PORT=8081 npm start / a port is between 0 and 65535`;
    return { kind: "configuration", refusal };
  }
  return { options: { port, demonstration: !words.includes("--no-demo"), natsUrl: environment["NATS_URL"] || null } };
};
