/** Reads files that the reader has chosen. */

/** The browser cannot read the file: it was moved, or it is in a cloud that does not send it. */
export class Unreadable extends Error {}

/** Milliseconds that it may take to read what a page holds at once. */
export const READING = 10_000;

/** Throws `Unreadable`, also if it takes too long. */
export function bytesOf(file: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(new Unreadable(String(error)));
    const timer = setTimeout(() => fail(`nothing in ${READING} ms`), READING);
    file.arrayBuffer().then(resolve, fail).finally(() => clearTimeout(timer));
  });
}

/** The bytes of a file as the API takes them. Throws `Unreadable`. */
export async function base64Of(file: Blob): Promise<string> {
  let text = "";
  for (const byte of new Uint8Array(await bytesOf(file))) text += String.fromCharCode(byte);
  return btoa(text);
}
