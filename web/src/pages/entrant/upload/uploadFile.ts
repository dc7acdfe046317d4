/** Carries a file to an entry by Uppy's AWS S3 plugin. It keeps nothing: what is there the API
 * tells, so that after a pause, a lost connection, a reload or a crash it goes on the same way. */

import AwsS3, { type AwsS3Options } from "@uppy/aws-s3";
import { type Body, type Meta, Uppy } from "@uppy/core";
import { Unanswered, type Uploads } from "../../../api/entrant";
import type { OpenUpload } from "../../../document";
import { sha256Base64, wordFor } from "./fileDigest";
import { patiently, WAITS } from "../../../api/retry";
import { watched } from "./stallGuard";

/** Requests side by side: more would only take memory, for a part is read whole to be hashed. */
const AT_ONCE = 3;

type Carrier = Uppy<Meta, Body>;

export interface Progress {
  /** Of the upload, among the entry's. */
  version: number;
  /** Bytes that the bucket has, and those of parts under way. */
  bytes: number;
  /** Of which had been sent before this began. */
  before: number;
  parts: number;
  count: number;
}

export interface Told {
  progress(progress: Progress): void;
  /** Whether it waits for the connection. */
  waiting(waiting: boolean): void;
}

/** Ends when the upload is complete. Throws `Refused`, `Unanswered`, or what `signal` was aborted
 * with; called again with the same file, it goes on. */
export async function carry(
  file: File, uploads: Uploads, told: Told, signal: AbortSignal,
): Promise<void> {
  const asked = { size: file.size, file: await wordFor(file), checked: true } as const;
  const open = await patiently(() => uploads.begin(asked, signal), told.waiting, signal);
  const uppy: Carrier = new Uppy();
  uppy.use(AwsS3, pluginOptions(uppy, open, uploads, told));
  const id = uppy.addFile({ name: file.name, data: file });
  // Always as one that goes on: one that it began itself, the plugin gives up at the first fault.
  uppy.setFileState(id, { s3Multipart: nameOf(open) } as object);
  tellProgress(uppy, open, told);
  try {
    await ended(uppy, signal, () => uploads.there(open.version));
  } finally {
    uppy.destroy(); // stops what is under way; the parts stay
  }
}

function ended(uppy: Carrier, signal: AbortSignal, look: () => Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    uppy.on("upload-success", () => resolve());
    uppy.on("upload-error", (_, error) => {
      // With a source it is the bucket's, which gives no reasons: the API is asked for one.
      const first = "source" in error ? look() : Promise.reject(error);
      first.then(() => reject(new Unanswered(error.message)), reject);
    });
    uppy.upload().catch(reject);
  });
}

function pluginOptions(
  uppy: Carrier, open: OpenUpload, uploads: Uploads, told: Told,
): AwsS3Options<Meta, Body> {
  const { version, part_size } = open;
  return {
    limit: AT_ONCE,
    retryDelays: WAITS,
    shouldUseMultipart: true,
    getChunkSize: () => part_size,
    createMultipartUpload: () => nameOf(open),
    listParts: () => open.parts.map(({ number, size }) => ({ PartNumber: number, Size: size })),
    async signPart(file, { partNumber, body, signal }) {
      try {
        const sha256 = await sha256Base64(await body.arrayBuffer());
        const sign = () => uploads.sign(version, partNumber, sha256, signal);
        const { url, headers } = await patiently(sign, told.waiting, signal);
        return { method: "PUT", url, headers };
      } catch (error) {
        // The plugin would ask again whatever the reason: a refusal is told at once.
        if (!signal?.aborted) uppy.emit("upload-error", file, error as Error);
        throw error;
      }
    },
    uploadPartBytes: watched(told.waiting),
    async completeMultipartUpload(_, { signal }) {
      await patiently(() => uploads.complete(version, signal), told.waiting, signal);
      return {};
    },
    // Nothing: the plugin aborts when it is stopped. Giving up is the entrant's own word.
    abortMultipartUpload: () => undefined,
  };
}

/** As the plugin knows an upload; the bucket's own names are our function's affair. */
const nameOf = (open: OpenUpload) => ({ uploadId: String(open.version), key: "video" });

function tellProgress(uppy: Carrier, open: OpenUpload, told: Told): void {
  const { version, count } = open;
  const before = open.parts.reduce((sum, part) => sum + part.size, 0);
  const progress: Progress = { version, bytes: before, before, parts: open.parts.length, count };
  const tell = () => told.progress({ ...progress });
  uppy.on("upload-progress", (_, { bytesUploaded }) => {
    progress.bytes = bytesUploaded;
    tell();
  });
  uppy.on("s3-multipart:part-uploaded", () => {
    progress.parts += 1;
    tell();
  });
  tell();
}
