/** Digests of files and parts. */

/** The first and the last so many bytes of a file are hashed. */
const EDGE = 1024 * 1024;

/** Identifies a file: SHA-256, in hex, of the size in decimal digits, the first MiB and the last.
 * The command line computes the same digest, so either of them can resume the other's upload. */
export async function fileDigest(file: Blob): Promise<string> {
  const edges = await new Blob([
    String(file.size),
    file.slice(0, EDGE),
    file.slice(Math.max(0, file.size - EDGE)),
  ]).arrayBuffer();
  return [...(await sha256(edges))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** As S3 expects the checksum of a part. */
export async function sha256Base64(bytes: ArrayBuffer): Promise<string> {
  return btoa(String.fromCharCode(...(await sha256(bytes))));
}

async function sha256(bytes: ArrayBuffer): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
