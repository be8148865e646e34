import { spawnSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { findNats } from "@cpts/servers/nats";

const natsVersion = (): string => {
  const binary = findNats();
  if (binary === null) return "no NATS server";
  return spawnSync(binary, ["--version"], { encoding: "utf8" }).stdout.trim() || "nats-server of unknown version";
};

export const loadText = (): string => loadavg().map((load) => load.toFixed(1)).join(" ");

/** What the figures were measured on. No name of the machine, no path. */
export const machineText = ({ fsync, postgres }: { readonly postgres: string; readonly fsync: string }): string => {
  const cores = cpus();
  return [
    `${new Date().toISOString().slice(0, 10)}`,
    `${cores.length} x ${cores[0]?.model.trim() || "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`,
    `Node ${process.versions.node}, PostgreSQL ${postgres} (fsync ${fsync}), ${natsVersion()}`,
  ].join("; ");
};
