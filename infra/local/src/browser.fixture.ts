import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/** A real browser, and the folder it was unpacked into. */
export interface TestBrowser {
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** Version of the GNU C library, 2.36 as 236; 0 where there is another one. */
const glibc = (): number => {
  // Of Node's report only this is read; the field is absent with another C library.
  const { header } = process.report.getReport() as { readonly header: { readonly glibcVersionRuntime?: string } };
  const [major = 0, minor = 0] = (header.glibcVersionRuntime ?? "").split(".").map(Number);
  return major * 100 + minor;
};

/** The package holds a browser for Linux on x64 only, and its libraries want those of Debian 12 or newer. */
export const browserFits = process.platform === "linux" && process.arch === "x64" && glibc() >= 234;

/** The package names fixed folders of fonts, which are not there: without a font the browser aborts at its first text. */
const fontsOf = (folder: string): string =>
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, "fonts")}</dir><cachedir>${join(folder, "fonts-cache")}</cachedir></fontconfig>`;

/**
 * Chromium out of an npm package: nothing has to be installed on the machine. The package unpacks into the folder for
 * temporary files under a fixed name, where another user's may lie: it is given a folder of its own instead. It also
 * brings the libraries a bare machine lacks (NSS, expat) and a font.
 */
export const startBrowser = async (): Promise<TestBrowser> => {
  if (!browserFits) throw new Error("the browser out of npm is for Linux on x64, with glibc 2.34 or newer");
  const folder = mkdtempSync(join(tmpdir(), "cpts-browser-"));
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    const packaged = await import("@sparticuz/chromium");
    const executablePath = await packaged.default.executablePath();
    const bin = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..", "bin");
    await packaged.inflate(join(bin, "al2023.tar.br"));
    writeFileSync(join(folder, "fonts", "fonts.conf"), fontsOf(folder));
    const env = { HOME: folder, TMPDIR: folder, LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_PATH: join(folder, "fonts") };
    const browser = await chromium.launch({ executablePath, env, chromiumSandbox: false, args: ["--lang=fr-FR"] });
    return {
      browser,
      close: async () => {
        await browser.close();
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
};
