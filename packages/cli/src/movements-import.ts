/**
 * `cpts registry import-movements <file>`: sends INSEE's file of movements of communes ("mouvements de communes").
 *
 * @since 0.1.0
 */
import { createReadStream } from "node:fs";
import { type CogMovementsImported, cogProposalEndpoints } from "@cpts/api/CogProposals";
import type { ExitCode } from "./exit-codes.ts";
import { usageError } from "./refusal.ts";
import { send, sizeOf, tellTaken } from "./send-file.ts";
import type { Session } from "./session.ts";

const form = "cpts registry import-movements <v_mvt_commune_2026.csv[.gz]>";

const resultLines = ({ language, tell }: Session, { movements, notices, otherRows, rows }: typeof CogMovementsImported.Encoded): ReadonlyArray<string> => [
  tell(`${movements} mouvements de communes en service (${rows} lignes, dont ${otherRows} d'autres objets)`, `${movements} movements of communes in use (${rows} rows, of which ${otherRows} about other things)`),
  ...notices.map(({ message }) => message[language]),
];

/** Sends the file, and ends when the registry has taken or refused it. */
export const runMovementsImport = async (session: Session, [file, ...rest]: ReadonlyArray<string>): Promise<ExitCode> => {
  if (file === undefined || rest.length > 0) throw usageError(form, form);
  const target = new URL(`${session.url}/registry${cogProposalEndpoints.importCogMovements.path}`);
  return tellTaken<typeof CogMovementsImported.Encoded>(session, await send(session, { size: sizeOf(file), stream: createReadStream(file) }, target, () => {}), resultLines);
};
