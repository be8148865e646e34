import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { serve } from "@hono/node-server";
import { oneAtATime } from "../http/one-at-a-time.ts";
import { startService } from "../service.ts";
import type { Log } from "../telemetry/log.ts";
import type { Command, Run } from "./command.ts";

/** What is finished goes out at once; the rest the application answers. */
const serverOf = ({ answerFinished }: Pick<Awaited<ReturnType<typeof startService>>, "answerFinished">) => (options: ServerOptions, listener: RequestListener): Server =>
  createServer(options, (incoming, outgoing) => {
    if (!answerFinished(incoming, outgoing)) listener(incoming, outgoing);
  });

const listen = (running: Awaited<ReturnType<typeof startService>>, host: string, port: number): Promise<{ readonly server: Server; readonly port: number }> =>
  new Promise((resolve, reject) => {
    const server = serve(
      // A file of 20 MiB at 1 Mbit/s, which a village may have, takes three minutes.
      // Without TLS of its own it is never HTTP/2; its server is made with options and a listener.
      { fetch: oneAtATime(running.app.fetch) as Parameters<typeof serve>[0]["fetch"], hostname: host, port, createServer: serverOf(running) as typeof createServer, serverOptions: { headersTimeout: 10_000, requestTimeout: 300_000, keepAliveTimeout: 10_000 } },
      (info) => resolve({ server: server as Server, port: info.port }),
    );
    server.once("error", reject);
  });

/** Finishes what runs, takes nothing new, lets everything go; gives up after the configured time. */
const stopInOrder = async (running: Awaited<ReturnType<typeof startService>>, server: Server, seconds: number, log: Log): Promise<void> => {
  const giveUp = setTimeout(() => {
    log.error("stopping took too long");
    process.exit(1);
  }, seconds * 1_000);
  giveUp.unref();
  running.stopAccepting();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection is closed when its last request is answered, not when its client thinks of it.
  const closing = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearInterval(closing);
  await running.stop();
  clearTimeout(giveUp);
};

const serveUntilAsked: Run = async (service, config, log) => {
  const running = await startService(service, config, log);
  const { server, port } = await listen(running, config.HOST, config.PORT).catch(async (error: unknown) => {
    await running.stop();
    throw error;
  });
  log.info("ready", { url: `http://${config.HOST}:${port}`, version: service.version });
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  log.info("stopping");
  await stopInOrder(running, server, config.SHUTDOWN_SECONDS, log);
  log.info("stopped");
  return true;
};

export const serveCommand: Command = {
  name: "serve",
  usage: [["", "brings the tables up to date, then answers until it is asked to stop (default)"]],
  read: (words) => (words.length === 0 ? serveUntilAsked : null),
};
