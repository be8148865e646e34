import { serve } from "@hono/node-server";
import type { Hono } from "hono";

/** Listens on the port that the bench chose, until it is told to end. */
export const listen = (app: Pick<Hono, "fetch">, stop: () => Promise<unknown>): void => {
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env["PORT"]) });
  process.once("SIGTERM", () => {
    server.close();
    void stop().finally(() => process.exit(0));
  });
};

/** A variable that the bench sets. */
export const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
