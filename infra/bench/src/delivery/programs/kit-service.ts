import { readVariables } from "@cpts/service-kit/config/variables";
import type { Variables } from "@cpts/service-kit/config/variables";
import { startService, variablesOf, type Service, type ServiceConfig } from "@cpts/service-kit/service";
import { makeLog } from "@cpts/service-kit/telemetry/log";
import { Hono } from "hono";
import { listen } from "../control.ts";

/** A service of the kit as `main` starts it, with the routes of the bench before its own. */
export const serveWith = async <V extends Variables, R>(service: Service<V, R>, own: Hono): Promise<void> => {
  const { config, faults } = readVariables(variablesOf(service), process.env, () => "");
  if (config === null) throw new Error(JSON.stringify(faults));
  const running = await startService(service, config as ServiceConfig<V>, makeLog(service.name, "warn"));
  const app = new Hono().route("/", own).all("*", (c) => running.app.fetch(c.req.raw));
  listen(app, () => running.stop());
};
