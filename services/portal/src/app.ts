import type { ReadTemplate } from "@cpts/report/template-file";
import { CptsProblem } from "@cpts/sdk";
import { Hono, type Context } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import { secureHeaders } from "hono/secure-headers";
import { communeRoutes } from "./communes/routes.ts";
import { cptsRoutes } from "./cpts/routes.ts";
import { isServiceDown } from "./failures.ts";
import { homeRoutes } from "./home/routes.ts";
import { assetRoutes } from "./html/assets.ts";
import { badRequestPage, brokenPage, deniedPage, notFoundPage, serviceDownPage } from "./html/failure-pages.ts";
import { platformOf, type ServiceAddress } from "./platform.ts";
import { referenceRoutes } from "./reference/routes.ts";
import { reportRoutes } from "./report/routes.ts";
import { whyRoutes } from "./why/routes.ts";

export interface PortalOptions {
  readonly services: ReadonlyArray<ServiceAddress>;
  /** The development issuer, where there is one. */
  readonly issuer?: string;
  /** What an operator made of the activity report. */
  readonly reportTemplate?: ReadTemplate;
  /** Told of a failure that is the portal's own. */
  readonly report: (failure: unknown) => void;
}

const version = "0.1.0";

/** Everything comes from here, and nothing inline runs. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

const failed = (context: Context, failure: unknown, report: PortalOptions["report"]) => {
  context.header("cache-control", "no-store");
  if (failure instanceof CptsProblem && failure.status < 500) {
    const { errors, detail, title } = failure;
    if (failure.status === 404 || errors.some((error) => error.in === "path")) return context.html(notFoundPage(detail), 404);
    if (failure.status === 401 || failure.status === 403) return context.html(deniedPage(detail ?? title), failure.status);
    return context.html(badRequestPage(errors.length === 0 ? [detail ?? title] : errors.map(({ message }) => message)), 400);
  }
  if (isServiceDown(failure)) {
    context.header("retry-after", "5");
    return context.html(serviceDownPage(), 503);
  }
  report(failure);
  return context.html(brokenPage(), 500);
};

/** The portal as an application, without a port. */
export const makePortal = ({ services, issuer, report, reportTemplate }: PortalOptions): Hono => {
  const platform = platformOf(services);
  const app = new Hono();
  // No HTTPS policy here: whoever serves the portal over TLS sets it for the whole origin.
  app.use(secureHeaders({ contentSecurityPolicy, strictTransportSecurity: false, referrerPolicy: "same-origin", crossOriginResourcePolicy: "same-origin" }), compress(), etag());
  app.get("/livez", (context) => context.json({ status: "alive" }));
  // The portal holds nothing: it is ready as soon as it listens, and tells on its pages which service is not.
  app.get("/readyz", (context) => context.json({ status: "ready" }));
  app.get("/version", (context) => context.json({ service: "portal", version }));
  app.route("/", assetRoutes());
  app.use(async (context, next) => {
    await next();
    if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-cache");
  });
  app.route("/", homeRoutes(platform, issuer ?? null));
  app.route("/", communeRoutes(platform));
  app.route("/", cptsRoutes(platform));
  app.route("/", reportRoutes(platform, reportTemplate));
  app.route("/", whyRoutes(platform));
  app.route("/", referenceRoutes(platform));
  app.notFound((context) => context.html(notFoundPage(), 404));
  app.onError((failure, context) => failed(context, failure, report));
  return app;
};
