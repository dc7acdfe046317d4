import AwsS3 from "@uppy/aws-s3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { effectScope, type EffectScope } from "vue";
import type { Uploads } from "../../src/api/entrant";
import { Refused } from "../../src/api/errors";
import { useUpload } from "../../src/pages/entrant/upload/useUpload";

const NOT_OPEN = new Refused("upload.not_current", 409, ["这次上传已经结束。"]);
const OPEN = { version: 1, parts: [], count: 1, part_size: 5 * 1024 * 1024 };

/** What the bucket answers to a part, as the plugin tells it. */
const answered = (status: number, message = "Non 2xx") =>
  Object.assign(new Error(message), { source: { status } });

let scope: EffectScope;

/** Sends a file whose part gets this answer. `get`: what the API says of the upload then. */
async function sent(error: Error, get = async () => OPEN as unknown) {
  vi.spyOn(AwsS3, "uploadPartBytes").mockRejectedValue(error);
  const uploads = {
    begin: async () => OPEN,
    get,
    signPart: async () => ({ url: "/part", headers: {} }),
    complete: async () => undefined,
  } as unknown as Uploads;
  const upload = scope.run(() => useUpload("e1", uploads, () => undefined));
  await upload?.send(new File(["film"], "film.mp4"));
  return upload?.state;
}

describe("an upload that the bucket refuses", () => {
  beforeEach(() => {
    scope = effectScope();
    const request = async (_: string, __: object, run: (lock: object) => Promise<boolean>) => run({});
    Object.assign(navigator, { locks: { request } });
    vi.stubGlobal("document", new EventTarget());
    vi.spyOn(console, "error").mockImplementation(() => undefined); // Uppy's log
  });
  afterEach(() => {
    scope.stop();
    vi.restoreAllMocks();
  });

  it("says so: trying again does not help", async () => {
    expect(await sent(answered(403))).toMatchObject({ phase: "failed", fault: "refused", sentences: [] });
  });

  it("gives the API's reason if there is one", async () => {
    const state = await sent(answered(403), () => Promise.reject(NOT_OPEN));
    expect(state).toMatchObject({ phase: "failed", fault: "", code: NOT_OPEN.code, sentences: NOT_OPEN.sentences });
  });

  it("is no refusal of the bucket if the upload is not known there: the API has another", async () => {
    expect(await sent(answered(404))).toMatchObject({ phase: "failed", fault: "unanswered" });
  });
});
