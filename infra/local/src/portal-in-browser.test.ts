import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe, { type AxeResults } from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserFits, startBrowser, type TestBrowser } from "./browser.fixture.ts";
import { startPlatform } from "./platform.fixture.ts";
import { survivors } from "@cpts/servers/process-table";

const folder = mkdtempSync(join(tmpdir(), "cpts-portal-browser-"));

/** Opens a page, and keeps what the browser complains of: scripts that fail, what the policy refuses, what is not there. */
const open = async (browser: TestBrowser["browser"], address: string, options: BrowserContextOptions = {}): Promise<{ readonly page: Page; readonly complaints: Array<string> }> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  const complaints: Array<string> = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, complaints };
};

/** Of every rule, or of those that are named. */
const violationsOf = async (page: Page, rules: ReadonlyArray<string> = []): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe.source);
  const options = rules.length === 0 ? {} : { runOnly: rules };
  // Evaluated in the page, where the line above has put it.
  const results = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};

describe.skipIf(!browserFits)("in a real browser", () => {
  let platform: Awaited<ReturnType<typeof startPlatform>>;
  let chromium: TestBrowser;

  beforeAll(async () => {
    [platform, chromium] = await Promise.all([startPlatform(folder), startBrowser()]);
  });
  afterAll(async () => {
    await chromium.close();
    platform.signal("SIGTERM");
    await platform.exited;
    await survivors(platform.family(), 60_000);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it("a commune is found while one types, and reached by the keyboard alone", async () => {
    const { page, complaints } = await open(chromium.browser, platform.url);
    await page.getByLabel("Chercher une commune").pressSequentially("amboi");
    await page.getByRole("link", { name: /^Amboise/u }).waitFor();
    await expect.poll(() => page.getByRole("status").textContent()).toMatch(/communes/u);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/communes/37003");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Amboise");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("Escape closes what was found and comes back to the field", async () => {
    const { page } = await open(chromium.browser, platform.url);
    await page.getByLabel("Chercher une commune").pressSequentially("37003");
    const found = page.getByRole("link", { name: /^Amboise/u });
    await found.waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await found.waitFor({ state: "hidden" });
    expect(await page.evaluate("document.activeElement.id")).toBe("commune");
    await page.context().close();
  });

  it("a commune is found without JavaScript by sending the form", async () => {
    const { page } = await open(chromium.browser, platform.url, { javaScriptEnabled: false });
    await page.getByLabel("Chercher une commune").fill("amboi");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/communes?q=amboi");
    await page.getByRole("link", { name: /^Amboise/u }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Amboise");
    await page.context().close();
  });

  it("a figure answers why", async () => {
    const { page, complaints } = await open(chromium.browser, platform.url);
    await page.getByRole("link", { name: "pourquoi ? la population de CPTS Asclépios" }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Pourquoi ? Population");
    expect(await page.getByRole("main").textContent()).toContain("Somme des populations des communes");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("a contradiction answers why, and leads back", async () => {
    const { page, complaints } = await open(chromium.browser, platform.url);
    await page.getByRole("link", { name: "CPTS des Pays Berjalliens", exact: true }).click();
    await page.getByRole("link", { name: /pourquoi \? cette contradiction/u }).click();
    expect(await page.getByRole("main").textContent()).toContain("les énoncés se contredisent");
    await page.getByRole("link", { name: "CPTS des Pays Berjalliens" }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("CPTS des Pays Berjalliens");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("the first press of Tab offers to skip to the content", async () => {
    const { page } = await open(chromium.browser, platform.url);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Aller au contenu");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("contenu");
    await page.context().close();
  });

  // The colours are all that the ground changes.
  it.each([
    ["light", []],
    ["dark", ["color-contrast"]],
  ] as const)("no page breaks a rule of accessibility or of its own policy, on a %s ground", async (colorScheme, rules) => {
    const { page, complaints } = await open(chromium.browser, platform.url, { colorScheme });
    const [cpts, conflicting] = await Promise.all(["CPTS Asclépios", "CPTS des Pays Berjalliens"].map((name) => page.getByRole("link", { name, exact: true }).first().getAttribute("href")));
    const ofEach: Array<string | null> = [];
    for (const [of, topic] of [[cpts, "/contrats/"], [cpts, "/effectifs/"], [cpts, "/missions/"], [conflicting, "/gouvernance/"]]) {
      await page.goto(platform.url + of);
      ofEach.push(await page.locator(`a.why[href*="/pourquoi${topic}"]`).first().getAttribute("href"));
    }
    for (const path of ["/", cpts, conflicting, `${cpts}/pourquoi/sizeClass`, ...ofEach, "/communes/37003/pourquoi/coveredBy", "/communes?q=amboi", "/communes/37003?asOf=2017-06-01", "/reference", "/reference/registry"]) {
      await page.goto(platform.url + path);
      expect({ path, violations: await violationsOf(page, rules) }).toEqual({ path, violations: [] });
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("no page is wider than the screen of a small phone", async () => {
    const { page } = await open(chromium.browser, platform.url, { viewport: { width: 320, height: 640 } });
    const [cpts, conflicting] = await Promise.all(["CPTS Asclépios", "CPTS des Pays Berjalliens"].map((name) => page.getByRole("link", { name, exact: true }).first().getAttribute("href")));
    for (const path of ["/", cpts, conflicting, `${cpts}/pourquoi/missions/missions`, "/communes?q=amboi", "/communes/37003", "/reference/registry"]) {
      await page.goto(platform.url + path);
      expect({ path, width: await page.evaluate("document.documentElement.scrollWidth") }).toEqual({ path, width: 320 });
    }
    await page.context().close();
  });
});
