import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startBrowser } from "./browser.fixture.ts";

const folder = join(import.meta.dirname, "..", "screenshots");

/** What the README shows, of a platform that runs: `npm start`, then `npm run screenshots`. */
const url = (process.env["CPTS_URL"] ?? "http://127.0.0.1:8080").replace(/\/+$/u, "");

/** A page to its end, or as much of it as a reader of the README needs. */
const shoot = async (page: Page, name: string, tallest: number): Promise<void> => {
  const path = join(folder, `${name}.png`);
  const { height = 0 } = (await page.locator("body").boundingBox()) ?? {};
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width: 1280, height: Math.min(height, tallest) } });
  console.log(`${path} ${Math.round(statSync(path).size / 1_000)} kB`);
};

mkdirSync(folder, { recursive: true });
const { browser, close } = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: "light", locale: "fr-FR" });
  await page.goto(url);
  await shoot(page, "home", 1500);
  await page.getByRole("link", { name: "CPTS Berry Vierzon Sologne", exact: true }).click();
  await shoot(page, "cpts", 1400);
} finally {
  await close();
}
