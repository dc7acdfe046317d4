/** Our word for a file: the same for the same file in any browser, on any machine, and for the
 * command line, so that an upload that one of them began is gone on with by another. */

const ENDS = 1024 * 1024;

/** SHA-256, in hex, of the size in decimal digits, the first MiB and the last. */
export async function wordFor(file: Blob): Promise<string> {
  const ends = await new Blob([
    String(file.size),
    file.slice(0, ENDS),
    file.slice(Math.max(0, file.size - ENDS)),
  ]).arrayBuffer();
  return [...(await sha256(ends))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function sha256Base64(bytes: ArrayBuffer): Promise<string> {
  return btoa(String.fromCharCode(...(await sha256(bytes))));
}

async function sha256(bytes: ArrayBuffer): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
