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

/** A server's first line: `INFO {"version":"2.10.27",...}`. */
const versionOf = (greeting: string): string | undefined => /"version":"(?<version>\d+\.\d+\.\d+)[^"]*"/u.exec(greeting)?.groups?.["version"];

/** Below 2.10.23 streams are lost when the server's process crashes (its release notes), and 2.9 loses what it acknowledged. */
const firstSafe = [2, 10, 23] as const;
const isUnsafe = (version: string): boolean => {
  const parts = version.split(".").map(Number);
  const index = firstSafe.findIndex((least, place) => parts[place] !== least);
  return index !== -1 && (parts[index] ?? 0) < (firstSafe[index] ?? 0);
};

type Greeting = { readonly version: string | undefined } | { readonly fault: string };

const greeted = (address: URL): Promise<Greeting> =>
  new Promise((resolve) => {
    const socket = connect({ host: address.hostname.replaceAll(/[[\]]/gu, ""), port: Number(address.port || 4222), timeout: timeoutMs });
    const end = (greeting: Greeting): void => {
      socket.destroy();
      resolve(greeting);
    };
    socket.once("data", (data: Buffer) => {
      const text = data.toString("latin1");
      end(text.startsWith("INFO ") ? { version: versionOf(text) } : { fault: "not NATS" });
    });
    socket.once("error", (error) => end({ fault: causeOf(error) }));
    socket.once("timeout", () => end({ fault: "ETIMEDOUT" }));
    socket.once("end", () => end({ fault: "closed" }));
  });

/** Knocks at each server of the address. */
export const brokerFindings = async (tell: Tell, nats: string | undefined): Promise<ReadonlyArray<Finding>> => {
  if (nats === undefined) return [finding("broker", null, "note", tell("NATS_URL n'est pas donné : non vérifié", "NATS_URL is not given: not checked"))];
  return Promise.all(
    nats.split(",").map(async (text) => {
      const address = URL.parse(text.includes("://") ? text.trim() : `nats://${text.trim()}`);
      if (address === null) return finding("broker", null, "fault", tell("NATS_URL est illisible", "NATS_URL cannot be read"));
      const greeting = await greeted(address);
      if (!("fault" in greeting)) {
        const version = greeting.version ?? "?";
        const found = tell(`NATS répond à ${shown(address)}, version ${version}`, `NATS answers at ${shown(address)}, version ${version}`);
        if (greeting.version === undefined || !isUnsafe(greeting.version)) return finding("broker", null, "ok", found);
        return finding(
          "broker",
          null,
          "note",
          found,
          tell(
            `Pour des essais seulement : avant ${firstSafe.join(".")} ce serveur perd des messages quand il s'arrête net. Le journal des services les garde, et le flux se remplit de nouveau.`,
            `For trials only: before ${firstSafe.join(".")} this server loses messages when it crashes. The logs of the services keep them, and the stream is filled again.`,
          ),
        );
      }
      const { fault } = greeting;
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
