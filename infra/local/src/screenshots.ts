import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBrowser, type TestBrowser } from "./browser.fixture.ts";
import { startPlatform } from "./platform.fixture.ts";

type Page = Awaited<ReturnType<TestBrowser["browser"]["newPage"]>>;

const target = join(import.meta.dirname, "..", "screenshots");
const width = 1280;

/** A page to its end, or as much of it as a reader of the README needs. */
const shoot = async (page: Page, name: string, tallest: number): Promise<void> => {
  const path = join(target, `${name}.png`);
  const { height = 0 } = (await page.locator("body").boundingBox()) ?? {};
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, tallest) } });
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
  await shoot(page, "home", 1700);
  await page.getByRole("link", { name: "CPTS Berry Vierzon Sologne", exact: true }).click();
  await shoot(page, "cpts", 1400);
} finally {
  await close();
  platform.signal("SIGTERM");
  await platform.exited;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
