import type { ServiceAddress } from "./platform.ts";

/** What the portal is told by its operator. */
export interface Variables {
  readonly host: string;
  readonly port: number;
  readonly services: ReadonlyArray<ServiceAddress>;
  /** Path of the template of activity reports. */
  readonly reportTemplate?: string;
}

/** A variable it cannot use. */
export interface VariableFault {
  readonly variable: string;
  readonly fr: string;
  readonly en: string;
}

const known = ["registry", "directory", "contracts", "prevention"] as const;

const isWebAddress = (text: string): boolean => ["http:", "https:"].includes(URL.parse(text)?.protocol ?? "");

/** Empty is as good as absent: that is how a compose file leaves a variable out. */
const given = (environment: NodeJS.ProcessEnv, name: string): string | undefined => environment[name]?.trim() || undefined;

const servicesOf = (environment: NodeJS.ProcessEnv): ReadonlyArray<ServiceAddress & { readonly variable: string }> => {
  const origin = given(environment, "CPTS_URL");
  return known.flatMap((name) => {
    const variable = `${name.toUpperCase()}_URL`;
    const own = given(environment, variable);
    if (own !== undefined) return [{ name, url: own, variable }];
    return origin === undefined ? [] : [{ name, url: `${origin.replace(/\/+$/u, "")}/${name}`, variable: "CPTS_URL" }];
  });
};

export const help = `Portail de la plateforme CPTS / Portal of the CPTS platform

  CPTS_URL        origine qui sert /registry, /directory, /contracts, /prevention / origin that serves them
  REGISTRY_URL, DIRECTORY_URL, CONTRACTS_URL, PREVENTION_URL
                  un service à sa propre adresse / one service at an address of its own
  REPORT_TEMPLATE modèle des rapports d'activité, un fichier JSON / template of activity reports, a JSON file
  HOST            127.0.0.1
  PORT            8080 (0 : un port libre / any free one)
`;

/** The variables, or every fault in them at once. */
export const readVariables = (environment: NodeJS.ProcessEnv): { readonly variables: Variables } | { readonly faults: ReadonlyArray<VariableFault> } => {
  const services = servicesOf(environment);
  const reportTemplate = given(environment, "REPORT_TEMPLATE");
  const port = given(environment, "PORT") ?? "8080";
  const faults: ReadonlyArray<VariableFault> = [
    ...(/^\d{1,5}$/u.test(port) && Number(port) <= 65_535 ? [] : [{ variable: "PORT", fr: "un nombre de 0 à 65535 est attendu", en: "a number from 0 to 65535 is expected" }]),
    ...[...new Set(services.filter(({ url }) => !isWebAddress(url)).map(({ variable }) => variable))].map((variable) => ({ variable, fr: "une adresse http ou https est attendue", en: "an http or https address is expected" })),
    ...(services.some(({ name }) => name === "registry") ? [] : [{ variable: "REGISTRY_URL", fr: "manque, et CPTS_URL aussi", en: "is missing, and so is CPTS_URL" }]),
  ];
  if (faults.length > 0) return { faults };
  return { variables: { host: given(environment, "HOST") ?? "127.0.0.1", port: Number(port), services: services.map(({ name, url }) => ({ name, url })), ...(reportTemplate === undefined ? {} : { reportTemplate }) } };
};
