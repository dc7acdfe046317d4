/** Uploads a file in parts by Uppy's AWS S3 plugin. Nothing is kept in the browser: the API says
 * which parts are there. So a pause, a lost connection, a reload and a crash are resumed alike. */

import AwsS3, { type AwsS3Options } from "@uppy/aws-s3";
import { type Body, type Meta, Uppy } from "@uppy/core";
import type { Uploads } from "../../../api/entrant";
import { Unanswered } from "../../../api/errors";
import { retry, RETRY_DELAYS } from "../../../api/retry";
import type { OpenUpload } from "../../../document";
import { fileDigest, sha256Base64 } from "./fileDigest";
import { stallGuard } from "./stallGuard";

/** Parts that are sent side by side. Each is read whole to be hashed, so more would take memory. */
const PARALLEL_PARTS = 3;

type Uploader = Uppy<Meta, Body>;

export interface Progress {
  /** The number of the upload, among those of the entry. */
  version: number;
  /** Bytes that have been sent, including those of parts under way. */
  bytes: number;
  /** Bytes that had been sent before this start. */
  resumedBytes: number;
}

export interface UploadListener {
  onProgress(progress: Progress): void;
  /** Whether the upload waits for the connection. */
  onWaiting(waiting: boolean): void;
}

/** Resolves when the upload is complete. Throws `Refused`, `Unanswered`, or the reason with which
 * `signal` was aborted. Called again with the same file, it resumes. */
export async function uploadFile(
  file: File, uploads: Uploads, listener: UploadListener, signal: AbortSignal,
): Promise<void> {
  const body = { size: file.size, file: await fileDigest(file), checked: true } as const;
  const open = await retry(() => uploads.begin(body, signal), listener.onWaiting, signal);
  const uppy: Uploader = new Uppy();
  uppy.use(AwsS3, pluginOptions(uppy, open, uploads, listener));
  const id = uppy.addFile({ name: file.name, data: file });
  // Always as a resumed upload: one that the plugin began itself, it aborts at the first error.
  uppy.setFileState(id, { s3Multipart: pluginNames(open) } as object);
  reportProgress(uppy, open, listener);
  try {
    await finished(uppy, signal, () => uploads.get(open.version));
  } finally {
    uppy.destroy(); // stops the requests; the parts stay
  }
}

function finished(
  uppy: Uploader, signal: AbortSignal, checkUpload: () => Promise<unknown>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    uppy.on("upload-success", () => resolve());
    uppy.on("upload-error", (_, error) => {
      // An error with a source is the bucket's, which gives no reason. The API may know one.
      const reason = "source" in error ? checkUpload() : Promise.reject(error);
      reason.then(() => reject(new Unanswered(error.message)), reject);
    });
    uppy.upload().catch(reject);
  });
}

function pluginOptions(
  uppy: Uploader, open: OpenUpload, uploads: Uploads, { onWaiting }: UploadListener,
): AwsS3Options<Meta, Body> {
  const { version, part_size } = open;
  return {
    limit: PARALLEL_PARTS,
    retryDelays: RETRY_DELAYS,
    shouldUseMultipart: true,
    getChunkSize: () => part_size,
    createMultipartUpload: () => pluginNames(open),
    listParts: () => open.parts.map(({ number, size }) => ({ PartNumber: number, Size: size })),
    async signPart(file, { partNumber, body, signal }) {
      try {
        const sha256 = await sha256Base64(await body.arrayBuffer());
        const sign = () => uploads.signPart(version, partNumber, sha256, signal);
        const { url, headers } = await retry(sign, onWaiting, signal);
        return { method: "PUT", url, headers };
      } catch (error) {
        // The plugin would ask again whatever the reason. A refusal ends the upload at once.
        if (!signal?.aborted) uppy.emit("upload-error", file, error as Error);
        throw error;
      }
    },
    uploadPartBytes: stallGuard(onWaiting),
    async completeMultipartUpload(_, { signal }) {
      await retry(() => uploads.complete(version, signal), onWaiting, signal);
      return {};
    },
    // The plugin calls this whenever it is stopped. Only the entrant cancels an upload.
    abortMultipartUpload: () => undefined,
  };
}

/** Names that only the plugin sees. Those in the bucket are the API's affair. */
const pluginNames = (open: OpenUpload) => ({ uploadId: String(open.version), key: "video" });

function reportProgress(uppy: Uploader, open: OpenUpload, { onProgress }: UploadListener): void {
  const resumedBytes = sentBytes(open);
  const report = (bytes: number) => onProgress({ version: open.version, bytes, resumedBytes });
  uppy.on("upload-progress", (_, { bytesUploaded }) => report(bytesUploaded));
  report(resumedBytes);
}

/** Bytes that the bucket has. */
export const sentBytes = ({ parts }: OpenUpload): number =>
  parts.reduce((sum, part) => sum + part.size, 0);
