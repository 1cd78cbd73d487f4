import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts", "**/*.test.tsx"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: ["test/support/services.ts"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // A machine that does other work as well may stand still for a second.
    expect: { poll: { timeout: 10_000 } },
  },
});
