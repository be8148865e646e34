import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { readAnswers } from "./answers.ts";

/** Hono and a constant; a POST is parsed and sent back. No validation, no database. */
const answers = readAnswers();
const app = new Hono();
app.get("/livez", (c) => c.json({ status: "alive" }));
app.get("/v1/*", (c) => c.body(answers.get(c.req.path) ?? "{}", 200, { "content-type": "application/json" }));
app.post("/v1/cpts", async (c) => c.json(await c.req.json(), 201));

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env["PORT"]) });
process.once("SIGTERM", () => process.exit(0));
