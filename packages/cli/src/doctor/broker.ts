/**
 * Whether a NATS server answers at an address: it greets each connection with a line that begins with `INFO`
 * (https://docs.nats.io/reference/reference-protocols/nats-protocol).
 *
 * @since 0.1.0
 */
import { connect } from "node:net";
import type { Tell } from "../language.ts";
import { type Finding, finding } from "./finding.ts";
import { causeOf } from "./probe.ts";

const timeoutMs = 5_000;

/** The address without user and password. */
const shown = (address: URL): string => `${address.protocol}//${address.host}`;

const greeted = (address: URL): Promise<string | null> =>
  new Promise((resolve) => {
    const socket = connect({ host: address.hostname.replaceAll(/[[\]]/gu, ""), port: Number(address.port || 4222), timeout: timeoutMs });
    const end = (fault: string | null): void => {
      socket.destroy();
      resolve(fault);
    };
    socket.once("data", (data: Buffer) => end(data.toString("latin1").startsWith("INFO ") ? null : "not NATS"));
    socket.once("error", (error) => end(causeOf(error)));
    socket.once("timeout", () => end("ETIMEDOUT"));
    socket.once("end", () => end("closed"));
  });

/** Knocks at each server of the address. */
export const brokerFindings = async (tell: Tell, nats: string | undefined): Promise<ReadonlyArray<Finding>> => {
  if (nats === undefined) return [finding("broker", null, "note", tell("NATS_URL n'est pas donné : non vérifié", "NATS_URL is not given: not checked"))];
  return Promise.all(
    nats.split(",").map(async (text) => {
      const address = URL.parse(text.includes("://") ? text.trim() : `nats://${text.trim()}`);
      if (address === null) return finding("broker", null, "fault", tell("NATS_URL est illisible", "NATS_URL cannot be read"));
      const fault = await greeted(address);
      if (fault === null) return finding("broker", null, "ok", tell(`NATS répond à ${shown(address)}`, `NATS answers at ${shown(address)}`));
      return finding(
        "broker",
        null,
        "fault",
        tell(`NATS ne répond pas à ${shown(address)} (${fault})`, `NATS does not answer at ${shown(address)} (${fault})`),
        tell("Rien n'est perdu : les événements passent par HTTP. Relancez le serveur NATS.", "Nothing is lost: events travel over HTTP. Start the NATS server again."),
      );
    }),
  );
};
