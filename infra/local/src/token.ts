import { issuerName } from "./issuer/issuer-address.ts";
import { issuerKey } from "./issuer/keys.ts";
import { mint } from "./issuer/mint.ts";
import { readTokenRequest, usage } from "./issuer/token-request.ts";
import { EX_CONFIG, EX_USAGE } from "./exit-codes.ts";
import { localFolder } from "./local-folder.ts";
import { refusalInProduction } from "./production.ts";

/** `npm run token -- <role>`: prints a token of the development issuer, alone on the standard output. */
const main = async (args: ReadonlyArray<string>): Promise<number> => {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(usage);
    return 0;
  }
  const production = refusalInProduction(process.env);
  if (production !== null) {
    console.error(production);
    return EX_CONFIG;
  }
  const request = readTokenRequest(args);
  if ("refusal" in request) {
    console.error(request.refusal);
    return EX_USAGE;
  }
  const folder = localFolder();
  console.log(await mint(await issuerKey(folder), issuerName(folder, process.env["PORT"]), request.bearer, request.hours));
  return 0;
};

process.exitCode = await main(process.argv.slice(2));
