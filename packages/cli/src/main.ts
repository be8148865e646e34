#!/usr/bin/env node
/**
 * The program `cpts`.
 *
 * @since 0.1.0
 */
import { exitCodes } from "./exit-codes.ts";
import { run } from "./run.ts";

const stopping = new AbortController();
process.once("SIGINT", () => stopping.abort());
process.once("SIGTERM", () => stopping.abort());

// Whoever reads our lines has had enough (`| head`): that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? exitCodes.ok : exitCodes.fault));
process.stderr.on("error", () => {});

const columns = process.stdout.isTTY ? process.stdout.columns : Number(process.env["COLUMNS"]);

process.exitCode = await run(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  columns: columns > 0 ? columns : null,
  env: process.env,
  signal: stopping.signal,
});
