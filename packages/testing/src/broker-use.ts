import { expect } from "vitest";
import { noteBrokerUse } from "./broker-notes.ts";
import { PACKAGE_FOLDER } from "./server-addresses.ts";

/** Notes that the running test uses the broker. Usable as a hook: `beforeEach(markBrokerUse)`. */
export const markBrokerUse = (): void => {
  const folder = process.env[PACKAGE_FOLDER];
  if (folder === undefined) return;
  const { testPath = "", currentTestName = "(set-up)" } = expect.getState();
  noteBrokerUse(folder, { file: testPath, title: currentTestName });
};
