import { parseArgs } from "node:util";
import { Role, roleLabels } from "@cpts/domain/Access";
import { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { CptsId } from "@cpts/domain/Cpts";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Schema } from "effect";
import { everyScope } from "../service-names.ts";
import type { Bearer } from "./mint.ts";

/** What the command line asks for, or why it cannot be given. */
export type TokenRequest = { readonly bearer: Bearer; readonly hours: number } | { readonly refusal: string };

const longestHours = 24 * 365;

const roles = roleLabels.filter(({ code }) => code !== "anonymous");

/** How to ask for a token, in French and English. */
export const usage = [
  "Utilisation : npm run token -- <rôle> [options]",
  "Usage: npm run token -- <role> [options]",
  "",
  "Rôles / Roles:",
  ...roles.map(({ code, fr, en }) => `  ${code.padEnd(16)} ${fr} / ${en}`),
  "",
  "Options :",
  "  --cpts id,...          les CPTS du porteur / the bearer's CPTS",
  "  --regions 24,...       ses régions / regions",
  "  --departements 37,...  ses départements / departements",
  '  --scope "a b"          ses droits, pour un compte de service / scopes, of a service account',
  "  --person id            qui c'est dans l'annuaire / who they are in the directory",
  "  --subject nom          à qui il est / whose it is",
  "  --hours 8              sa durée en heures / hours it lasts",
].join("\n");

const options = {
  cpts: { type: "string" },
  regions: { type: "string" },
  departements: { type: "string" },
  scope: { type: "string" },
  person: { type: "string" },
  subject: { type: "string" },
  hours: { type: "string", default: "8" },
} as const;

const listOf = (text: string | undefined): ReadonlyArray<string> => (text ?? "").split(",").map((word) => word.trim()).filter((word) => word !== "");

const refuse = (fr: string, en: string): TokenRequest => ({ refusal: `${fr} / ${en}\n\n${usage}` });

/** Reads the command line. */
export const readTokenRequest = (args: ReadonlyArray<string>): TokenRequest => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return requestOf(positionals, values);
  } catch (error) {
    return refuse("Option inconnue ou sans valeur", error instanceof Error ? error.message : String(error));
  }
};

type Values = { readonly [Name in keyof typeof options]?: string };

const requestOf = (positionals: ReadonlyArray<string>, values: Values): TokenRequest => {
  const [role = "", ...others] = positionals;
  if (role === "") return refuse("Il manque le rôle", "The role is missing");
  if (others.length > 0) return refuse(`En trop : ${others.join(" ")}`, `Too many words: ${others.join(" ")}`);
  if (!Schema.is(Role)(role) || role === "anonymous") return refuse(`Rôle inconnu : ${role}`, `Unknown role: ${role}`);
  const hours = Number(values.hours);
  if (!(hours > 0 && hours <= longestHours)) return refuse(`--hours va de plus de 0 à ${longestHours}`, `--hours is more than 0 and at most ${longestHours}`);
  const bearer: Bearer = {
    role,
    subject: values.subject ?? `local-${role}`,
    cptsIds: listOf(values.cpts),
    regions: listOf(values.regions),
    departements: listOf(values.departements),
    ...(values.person === undefined ? {} : { personId: values.person }),
    scope: values.scope ?? (role === "service-account" ? everyScope : ""),
  };
  const faulty = [
    ...bearer.cptsIds.filter((id) => !Schema.is(CptsId)(id)),
    ...(bearer.personId === undefined || Schema.is(ProfessionalId)(bearer.personId) ? [] : [bearer.personId]),
    ...bearer.regions.filter((code) => !Schema.is(RegionCode)(code)),
    ...bearer.departements.filter((code) => !Schema.is(DepartementCode)(code)),
  ];
  if (faulty.length > 0) return refuse(`Codes inconnus : ${faulty.join(", ")}`, `Unknown codes: ${faulty.join(", ")}`);
  return { bearer, hours };
};
