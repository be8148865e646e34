import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBrowser, type TestBrowser } from "./browser.fixture.ts";
import { startPlatform } from "./platform.fixture.ts";

type Page = Awaited<ReturnType<TestBrowser["browser"]["newPage"]>>;

const target = join(import.meta.dirname, "..", "screenshots");
const width = 1280;

/** A page down to one of its headings: as much of it as a reader of the README needs. */
const shoot = async (page: Page, name: string, heading: string): Promise<void> => {
  const path = join(target, `${name}.png`);
  const end = await page.locator(`#${heading}`).boundingBox();
  if (end === null) throw new Error(`no heading #${heading} on ${page.url()}`);
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.round(end.y) - 20 } });
  console.log(`${path} ${Math.round(statSync(path).size / 1_000)} kB`);
};

// What the README shows: the demonstration on a platform of its own, as a new user sees it.
mkdirSync(target, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "cpts-screenshots-"));
const platform = await startPlatform(folder);
const { browser, close } = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: "light", locale: "fr-FR" });
  await page.goto(platform.url);
  await shoot(page, "home", "services");
  await page.getByRole("link", { name: "CPTS Berry Vierzon Sologne", exact: true }).click();
  await shoot(page, "cpts", "comparaison");
} finally {
  await close();
  platform.signal("SIGTERM");
  await platform.exited;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
