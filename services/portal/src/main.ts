import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { type ReadTemplate, readTemplateFile, TemplateRefused } from "@cpts/report/template-file";
import { makePortal } from "./app.ts";
import { help, readVariables, type Variables } from "./variables.ts";

/** sysexits.h: the configuration is wrong. */
const exitConfig = 78;

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

const listen = ({ host, port, services }: Variables, reportTemplate: ReadTemplate | null): Promise<{ readonly server: Server; readonly port: number }> =>
  new Promise((resolve, reject) => {
    const app = makePortal({ services, ...(reportTemplate === null ? {} : { reportTemplate }), report: (failure) => complain(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)) });
    // Without HTTP/2 options `serve` gives the server of node:http.
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => resolve({ server: server as Server, port: info.port })) as Server;
    server.once("error", reject);
  });

const templateOf = async ({ reportTemplate }: Variables): Promise<ReadTemplate | TemplateRefused | null> => {
  if (reportTemplate === undefined) return null;
  return readTemplateFile(reportTemplate).catch((failure: unknown) => {
    if (failure instanceof TemplateRefused) return failure;
    throw failure;
  });
};

/** Runs until asked to stop; the exit code. */
const main = async (): Promise<number> => {
  if (process.argv.includes("--help")) {
    print(help);
    return 0;
  }
  const reading = readVariables(process.env);
  if ("faults" in reading) {
    for (const { variable, fr, en } of reading.faults) complain(`${variable} : ${fr} / ${en}`);
    return exitConfig;
  }
  const template = await templateOf(reading.variables);
  if (template instanceof TemplateRefused) {
    for (const { pointer, fr, en } of template.faults) complain(`REPORT_TEMPLATE ${template.file}#${pointer} : ${fr} / ${en}`);
    return exitConfig;
  }
  const { server, port } = await listen(reading.variables, template);
  print(`http://${reading.variables.host}:${port}/`);
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  return 0;
};

process.exit(await main());
