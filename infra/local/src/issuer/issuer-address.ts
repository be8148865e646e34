import { join } from "node:path";
import { readIfThere, writeSecret } from "@cpts/servers/secret-file";

/** The port the platform listens on unless PORT says otherwise. */
export const DEFAULT_PORT = 8080;

/** The name of the development issuer of a platform. */
export const issuerOf = (origin: string): string => `${origin}/issuer`;

const fileIn = (folder: string): string => join(folder, "issuer", "name");

/** Notes the name under which the platform now trusts tokens, for those who mint one from another terminal. */
export const noteIssuer = (folder: string, issuer: string): void => writeSecret(fileIn(folder), `${issuer}\n`);

/** The name to put in a token: that of PORT when it is given, else of the last platform started here, else the usual one. */
export const issuerName = (folder: string, port: string | undefined): string => {
  const noted = readIfThere(fileIn(folder))?.trim();
  if (port !== undefined && port !== "" && port !== "0") return issuerOf(`http://127.0.0.1:${port}`);
  return noted ?? issuerOf(`http://127.0.0.1:${DEFAULT_PORT}`);
};
