/** Uploads a file in parts by Uppy's AWS S3 plugin. Nothing is kept in the browser: the API says
 * which parts are there. So a pause, a lost connection, a reload and a crash are resumed alike. */

import AwsS3, { type AwsS3Options, type uploadPartBytes } from "@uppy/aws-s3";
import { type Body, type Meta, Uppy } from "@uppy/core";
import { sentBytes, type Uploads } from "../../../api/entrant";
import { Unanswered, UploadsRefused } from "../../../api/errors";
import { retry, RETRY_DELAYS } from "../../../api/retry";
import type { OpenUpload } from "../../../document";
import { fileDigest, sha256Base64 } from "./fileDigest";
import type { PartGate } from "./partGate";
import { stallGuard } from "./stallGuard";

type Uploader = Uppy<Meta, Body>;

export interface Progress {
  /** The number of the upload, among those of the entry. */
  version: number;
  /** Bytes that have been sent, including those of parts under way. */
  bytes: number;
  /** Bytes of parts that have arrived whole: all that a later start need not send again. */
  keptBytes: number;
  /** Bytes that had been sent before this start. */
  resumedBytes: number;
}

export interface UploadListener {
  onProgress(progress: Progress): void;
  /** Whether the upload waits for the connection. */
  onWaiting(waiting: boolean): void;
}

/** How an upload is ended before it is complete. */
export interface UploadControl {
  /** Ends it at once. What is under way is lost. */
  signal: AbortSignal;
  /** Closed, it lets no further part begin. */
  gate: PartGate;
}

/** Resolves when the upload is complete. Throws `Refused`, `UploadsRefused`, `Unanswered`, or the
 * reason with which `signal` was aborted. Called again with the same file, it resumes. */
export async function uploadFile(
  file: File, uploads: Uploads, listener: UploadListener, { signal, gate }: UploadControl,
): Promise<void> {
  const body = { size: file.size, file: await fileDigest(file), checked: true } as const;
  const open = await retry(() => uploads.begin(body, signal), listener.onWaiting, signal);
  const uppy: Uploader = new Uppy();
  const onPart = reportProgress(uppy, open, listener);
  const sending = { open, uploads, gate, onPart, onWaiting: listener.onWaiting };
  uppy.use(AwsS3, pluginOptions(uppy, sending));
  const id = uppy.addFile({ name: file.name, data: file });
  // Always as a resumed upload: one that the plugin began itself, it aborts at the first error.
  uppy.setFileState(id, { s3Multipart: pluginNames(open) } as object);
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
      if (!("source" in error)) return reject(error);
      const { message, source } = error;
      // It is the bucket's, which gives no reason. The API may know one.
      checkUpload().then(() => reject(bucketError(message, source)), reject);
    });
    uppy.upload().catch(reject);
  });
}

/** An address that has expired is signed anew at the next attempt. Whatever else is forbidden stays
 * so, such as every upload after `uploads_close` of the deployment. */
function bucketError(message: string, source: unknown): Error {
  const { status } = source as { status?: number };
  const refused = status === 403 && message !== "Request has expired";
  return refused ? new UploadsRefused(message) : new Unanswered(message);
}

interface Sending {
  open: OpenUpload;
  uploads: Uploads;
  gate: PartGate;
  /** A part of so many bytes has arrived. */
  onPart: (bytes: number) => void;
  onWaiting: (waiting: boolean) => void;
}

function pluginOptions(uppy: Uploader, sending: Sending): AwsS3Options<Meta, Body> {
  const { open, uploads, gate, onWaiting } = sending;
  const { version, part_size } = open;
  return {
    // The gate limits. Each part that waits at it takes a place here, and one that is sent another.
    limit: 2 * open.count,
    retryDelays: RETRY_DELAYS,
    shouldUseMultipart: true,
    getChunkSize: () => part_size,
    createMultipartUpload: () => pluginNames(open),
    listParts: () => open.parts.map(({ number, size }) => ({ PartNumber: number, Size: size })),
    async signPart(file, { partNumber, body, signal }) {
      await gate.enter();
      try {
        const sha256 = await sha256Base64(await body.arrayBuffer());
        const sign = () => uploads.signPart(version, partNumber, sha256, signal);
        const { url, headers } = await retry(sign, onWaiting, signal);
        return { method: "PUT", url, headers };
      } catch (error) {
        gate.leave(null);
        // The plugin would ask again whatever the reason. A refusal ends the upload at once.
        if (!signal?.aborted) uppy.emit("upload-error", file, error as Error);
        throw error;
      }
    },
    uploadPartBytes: timed(stallGuard(onWaiting), sending),
    async completeMultipartUpload(_, { signal }) {
      await retry(() => uploads.complete(version, signal), onWaiting, signal);
      return {};
    },
    // The plugin calls this whenever it is stopped. Only the entrant cancels an upload.
    abortMultipartUpload: () => undefined,
  };
}

/** Tells the gate how long each part took, and who listens that it has arrived. */
function timed(send: uploadPartBytes, { gate, onPart }: Sending): uploadPartBytes {
  return async (part) => {
    const began = performance.now();
    try {
      const result = await send(part);
      onPart(part.size ?? 0);
      gate.leave(performance.now() - began);
      return result;
    } catch (error) {
      gate.leave(null);
      throw error;
    }
  };
}

/** Names that only the plugin sees. Those in the bucket are the API's affair. */
const pluginNames = (open: OpenUpload) => ({ uploadId: String(open.version), key: "video" });

/** Returns what is to be called when a part has arrived. */
function reportProgress(
  uppy: Uploader, open: OpenUpload, { onProgress }: UploadListener,
): (bytes: number) => void {
  const resumedBytes = sentBytes(open);
  let [bytes, keptBytes] = [resumedBytes, resumedBytes];
  const report = () => onProgress({ version: open.version, bytes, keptBytes, resumedBytes });
  uppy.on("upload-progress", (_, { bytesUploaded }) => {
    bytes = bytesUploaded;
    report();
  });
  report();
  return (arrived) => {
    keptBytes += arrived;
    report();
  };
}
