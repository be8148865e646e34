import { join } from "node:path";
import { defineConfig } from "vitest/config";

const testing = join(import.meta.dirname, "packages", "testing", "src");

/** What every package's tests share: `export { default } from "../../vitest.base.ts"`. */
export default defineConfig({
  resolve: { conditions: ["@cpts/source"] },
  ssr: { resolve: { conditions: ["@cpts/source"] } },
  test: {
    include: ["src/**/*.test.ts"],
    globalSetup: join(testing, "vitest-setup.ts"),
    setupFiles: [join(testing, "drawn-by-code.ts")],
    // Several packages are tested at once: two workers each are enough for the two cores of a small machine.
    maxWorkers: 2,
    // The files of a worker share their modules, which hold no state of a test: importing them anew was a third of the gate.
    isolate: false,
    unstubEnvs: true,
    // These end what hangs; a slow machine must not fail for being slow. Timings are benches (infra/bench).
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 90_000, interval: 25 } },
  },
});
