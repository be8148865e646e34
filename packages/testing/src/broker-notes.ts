import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPORT, type BrokerReport } from "@cpts/servers/broker-report";

const NOTES = join(".test", "broker-use.txt");

/** One test of one file. Several processes append at once: a short line goes in whole. */
export const noteBrokerUse = (folder: string, test: { readonly file: string; readonly title: string }): void => {
  mkdirSync(join(folder, ".test"), { recursive: true });
  appendFileSync(join(folder, NOTES), `${JSON.stringify([test.file, test.title])}\n`);
};

export const forgetBrokerUse = (folder: string): void => rmSync(join(folder, NOTES), { force: true });

/** One count for the package, where `with-servers` looks for it. */
export const reportBrokerUse = (folder: string): void => {
  const notes = join(folder, NOTES);
  const used = new Set(existsSync(notes) ? readFileSync(notes, "utf8").trim().split("\n") : []);
  const report: BrokerReport = { tests: used.size };
  mkdirSync(join(folder, ".test"), { recursive: true });
  writeFileSync(join(folder, REPORT), `${JSON.stringify(report)}\n`);
  rmSync(notes, { force: true });
};
