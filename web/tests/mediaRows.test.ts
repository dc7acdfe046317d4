import { expect, it } from "vitest";
import type { MediaRules } from "../src/document";
import { mediaRows } from "../src/mediaRows";

const RULES: MediaRules = {
  container: "mp4", min_seconds: "60", max_seconds: "480", min_long_side: 1920, min_short_side: 1080,
  aspects: ["16:9", "9:16"], aspect_tolerance: "0.01", max_bytes: 2 ** 31, frame_tolerance: 1,
};

it("names what the rules ask of a film", () => {
  expect(Object.fromEntries(mediaRows(RULES))).toEqual({
    格式: "MP4", 时长: "1–8 分钟", 清晰度: "不低于 1920×1080", 画面比例: "16:9 或 9:16", 文件大小: "不超过 2 GB",
  });
});

it("does not mention what they leave out", () => {
  const any = { ...RULES, min_seconds: "0", min_long_side: 0, min_short_side: 0, aspects: [] };
  expect(Object.fromEntries(mediaRows(any))).toEqual({ 格式: "MP4", 时长: "不超过 8 分钟", 文件大小: "不超过 2 GB" });
});
