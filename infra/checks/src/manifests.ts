import { files, read } from "./repository.ts";

type Versions = Readonly<Record<string, string>>;

/** The fields of a package.json that the checks read. */
export type Manifest = {
  readonly owner: string;
  readonly name: string;
  readonly private: boolean;
  readonly license: string;
  readonly description: string;
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
  readonly peerDependencies: Versions;
  /** A program that is installed: everything it needs is inside its bundle, and its user installs nothing beside it. */
  readonly bundled: boolean;
  /** Names a source may import outside tests. */
  readonly runtime: ReadonlySet<string>;
};

type PackageJson = Partial<
  Pick<Manifest, "name" | "private" | "license" | "description" | "dependencies" | "devDependencies" | "peerDependencies"> & {
    readonly optionalDependencies: Versions;
    readonly bin: Readonly<Record<string, string>>;
  }
>;

const readManifest = (file: string): Manifest => {
  // The checks below are what verifies the content; a missing field becomes an empty one.
  const json = JSON.parse(read(file)) as PackageJson;
  const dependencies = { ...json.dependencies, ...json.optionalDependencies };
  const bundled = json.bin !== undefined;
  const installed = [...Object.keys(dependencies), ...Object.keys(json.peerDependencies ?? {})];
  return {
    owner: file.slice(0, -"/package.json".length),
    name: json.name ?? "",
    private: json.private ?? false,
    license: json.license ?? "",
    description: json.description ?? "",
    dependencies,
    devDependencies: json.devDependencies ?? {},
    peerDependencies: json.peerDependencies ?? {},
    bundled,
    runtime: new Set(bundled ? Object.keys(json.devDependencies ?? {}) : installed),
  };
};

/** The package.json of every package of the workspace. */
export const manifests = files.filter((file) => /^(?:packages|services|infra)\/[^/]+\/package\.json$/u.test(file)).map(readManifest);
