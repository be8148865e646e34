import { openZip } from "./zip.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zipStream, type ArchiveEntry } from "./zip-stream.ts";

const entry = (path: string, ...pieces: ReadonlyArray<string>): ArchiveEntry => ({ path, content: () => pieces.map((piece) => Buffer.from(piece)) });
const whole = async (entries: Iterable<ArchiveEntry>): Promise<Buffer> => {
  const pieces: Array<Uint8Array> = [];
  for await (const piece of zipStream(entries)) pieces.push(piece);
  return Buffer.concat(pieces);
};

describe("an archive that goes out piece by piece", () => {
  test("is read again as it was given, names in any alphabet", async () => {
    const contents = fc.dictionary(fc.string({ unit: fc.constantFrom(..."aé-1/ "), minLength: 1, maxLength: 12 }), fc.array(fc.string(), { maxLength: 4 }), { maxKeys: 5, noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(contents, async (given) => {
        const archive = openZip(await whole(Object.entries(given).map(([path, pieces]) => entry(path, ...pieces))), 1_000_000);
        expect([...archive.names].toSorted()).toEqual(Object.keys(given).toSorted());
        for (const [path, pieces] of Object.entries(given)) expect((await archive.read(path)).toString()).toBe(Buffer.concat(pieces.map((piece) => Buffer.from(piece))).toString());
      }),
      { numRuns: 30 },
    );
  });

  test("is the same bytes for the same content", async () => {
    const entries = [entry("rapport/1-a.txt", "x".repeat(100_000)), entry("b", "")];
    expect(await whole(entries)).toEqual(await whole(entries));
  });

  test("opens an entry only when the one before it has been taken", async () => {
    const opened: Array<string> = [];
    const slow = (path: string): ArchiveEntry => ({
      path,
      content: function* () {
        opened.push(path);
        yield Buffer.from(path);
      },
    });
    const pieces = zipStream([slow("a"), slow("b")]);
    await pieces.next();
    await pieces.next();
    expect(opened).toEqual(["a"]);
    await pieces.return(undefined);
    expect(opened).toEqual(["a"]);
  });

  test("ends in a failure, not as if whole, where an entry cannot be read", async () => {
    const broken: ArchiveEntry = {
      path: "a",
      content: function* () {
        yield Buffer.from("begun");
        throw new Error("the file was erased meanwhile");
      },
    };
    await expect(whole([broken, entry("b", "x")])).rejects.toThrow("the file was erased meanwhile");
  });
});
