import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@cpts/source"] },
  ssr: { resolve: { conditions: ["@cpts/source"] } },
  test: { include: ["src/**/*.test.ts"] },
});
