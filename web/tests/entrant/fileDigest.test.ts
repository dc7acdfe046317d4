import { expect, it } from "vitest";
import { fileDigest, sha256Base64 } from "../../src/pages/entrant/upload/fileDigest";

/** The digests that cli/laurel/uploader.py computes of the same bytes. */
it.each([
  [1, "5e9da77a672cb094963e10219ad5ff900cba90a6d2b65491350e4f501e524179"],
  [1048575, "a8aaee1258d8d53c0a804a2021b6a3714501cae19a578452ba70f4de48bef5d7"],
  [1048576, "de32e8f4a553d30e1dbadc6bb7aafcd0e1c56c77e4a6082fe8d636ec079eeb44"],
  [1048577, "fa8bdd83c86ba6b9083ba03ed64ffe3384a42827df2808c7b933346a3e6e1d6a"],
  [3145728, "fd601869ecf9187addb83446d00830bb096f466965261a95f1b2b97e799696c6"],
])("is the command line's for a file of %d bytes", async (size, digest) => {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 7) % 251);
  expect(await fileDigest(new Blob([bytes]))).toBe(digest);
});

it("hashes a part as the bucket does", async () => {
  const sum = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
  expect(await sha256Base64(new TextEncoder().encode("abc").buffer)).toBe(sum);
});
