/**
 * `cpts report`: the yearly activity report of a CPTS, written to a file, and handed in with its hash where that was said.
 *
 * @since 0.1.0
 */
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import type { ReportFormat } from "@cpts/report/render";
import { connect } from "@cpts/sdk";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { negative, Refusal, usageError } from "./refusal.ts";
import { handInReport } from "./report-hand-in.ts";
import { cptsIdOf } from "./resolve.ts";
import type { Session } from "./session.ts";
import { printable } from "./width.ts";

const form = "cpts report --cpts <id> --year <2025> --format pdf|docx|xlsx|json --out <file> [--template <file>] [--review <contract>:<contract year>]";

/** The engine of reports is read when one is asked for: the other verbs start without it. */
const engine = async () => {
  const [{ composeReport }, { fingerprint }, { isReportFormat, renderReport }, { yearFault }, templates] = await Promise.all([
    import("@cpts/report/compose"),
    import("@cpts/report/fingerprint"),
    import("@cpts/report/render"),
    import("@cpts/report/report-year"),
    import("@cpts/report/template-file"),
  ]);
  return { composeReport, fingerprint, isReportFormat, renderReport, yearFault, ...templates };
};

type Engine = Awaited<ReturnType<typeof engine>>;

const templateOf = async ({ readTemplateFile, TemplateRefused }: Engine, { language, options }: Session) => {
  if (options.template === undefined) return { template: {}, picture: null };
  try {
    return await readTemplateFile(options.template);
  } catch (error) {
    if (!(error instanceof TemplateRefused)) throw error;
    const lines = error.faults.map((fault) => `  #${fault.pointer}: ${fault[language]}`).join("\n");
    throw usageError(`Le modèle ${error.file} est refusé :\n${lines}`, `The template ${error.file} is refused:\n${lines}`);
  }
};

const asked = ({ isReportFormat, yearFault }: Engine, { options, query }: Session, today: string): { readonly cpts: string; readonly year: number; readonly format: ReportFormat } => {
  const { cpts } = options;
  const { format = "pdf", year = "" } = query;
  if (cpts === undefined || (options.out === undefined && options.review === undefined)) throw usageError(form, form);
  if (!isReportFormat(format)) throw usageError("--format pdf, docx, xlsx ou json", "--format pdf, docx, xlsx or json");
  const fault = yearFault(year, today);
  if (fault !== null) throw usageError(`--year : ${fault.fr}`, `--year: ${fault.en}`);
  return { cpts, year: Number(year), format };
};

const write = async (file: string, bytes: Uint8Array): Promise<void> => {
  await writeFile(file, bytes).catch(() => {
    throw new Refusal(exitCodes.usage, `Le fichier ne peut pas être écrit : ${file}`, `The file cannot be written: ${file}`);
  });
};

/** Composes a report and writes it to a file; `--review` hands it in as the report of the review of a contract year. */
export const runReport = async (session: Session, words: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, tell, terminal, token, url } = session;
  if (words.length > 0) throw usageError(form, form);
  const today = parisDateFromInstant(Date.now());
  const report = await engine();
  const { cpts, format, year } = asked(report, session, today);
  const { picture, template } = await templateOf(report, session);
  const cptsId = await cptsIdOf(session, cpts);
  // What is refused is told in the language of the person; the report itself is in French.
  await session.connection.registry.readCpts({ id: cptsId }, { signal: terminal.signal });
  const connection = connect({ url, token, language: "fr", retries: 2 });
  const composed = await report.composeReport({ connection, cptsId, year, today, template });
  const missing = composed.sections.reduce((sum, section) => sum + section.missing.length, 0);
  const bytes = await report.renderReport(composed, format, picture);
  if (options.out !== undefined) await write(options.out, bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const content = report.fingerprint(composed);
  const handedIn = options.review === undefined ? null : await handInReport(session, { cptsId, year, bytes, format, sha256, review: options.review });
  if (options.json || options.ndjson) terminal.out(JSON.stringify({ title: composed.title, year, asOf: composed.asOf, format, file: options.out ?? null, bytes: bytes.length, sha256, content, missing, review: handedIn }));
  else {
    terminal.out(printable(tell(`${composed.title} : ${options.out ?? ""} (${bytes.length} octets)`, `${composed.title}: ${options.out ?? ""} (${bytes.length} bytes)`)));
    terminal.out(tell(`  empreinte SHA-256 du fichier : ${sha256}`, `  SHA-256 of the file: ${sha256}`));
    terminal.out(tell(`  empreinte SHA-256 du contenu : ${content}`, `  SHA-256 of the content: ${content}`));
    terminal.out(tell(`  ${missing} élément(s) manquent : le rapport dit lesquels`, `  ${missing} thing(s) are missing: the report says which`));
    if (handedIn !== null) terminal.out(tell(`  déposé dans la revue de l'année ${handedIn.contractYear} du contrat, relu et vérifié`, `  handed in to the review of contract year ${handedIn.contractYear}, read back and verified`));
  }
  if (handedIn?.sha256 !== undefined && handedIn.sha256 !== sha256) throw negative("Le dossier de la revue tient un autre rapport.", "The file of the review holds another report.");
  return exitCodes.ok;
};
