import type { TestProject } from "vitest/node";
import { forgetBrokerUse, reportBrokerUse } from "./broker-notes.ts";
import { serveOnDemand } from "./on-demand-servers.ts";
import { ON_DEMAND, PACKAGE_FOLDER } from "./server-addresses.ts";

/** vitest's globalSetup: runs once before the processes that run the tests, which inherit this environment. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const { root } = project.config;
  process.env[PACKAGE_FOLDER] = root;
  forgetBrokerUse(root);
  const servers = await serveOnDemand();
  process.env[ON_DEMAND] = servers.url;
  return async () => {
    await servers.close();
    reportBrokerUse(root);
  };
};
