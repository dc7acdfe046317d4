import { afterEach, describe, expect, it, vi } from "vitest";
import { effectScope, nextTick, reactive } from "vue";
import { isBlind, problemOf } from "../src/components/films";
import { useFilms } from "../src/components/useFilms";
import type { Film, PlayFailure } from "../src/document";

const H264: Film = { kind: "rendition", url: "r", codecs: "avc1.640028, mp4a.40.2", size: 30_000_000 };
const HEVC: Film = { kind: "copy", url: "c", codecs: "hvc1.2.4.L120.90, mp4a.40.2", size: 60_000_000 };
const scope = effectScope();

/** A browser that says it plays these codecs, and what was chosen in it before. */
function browser(played: string[], chosen: string | null = null): string[] {
  const kept: string[] = [];
  const plays = (type: string | undefined) => !type || played.some((codec) => type.includes(`"${codec}`));
  const decodingInfo = async (asked: MediaDecodingConfiguration) => ({
    supported: plays(asked.video?.contentType) && plays(asked.audio?.contentType),
  });
  vi.stubGlobal("navigator", { mediaCapabilities: { decodingInfo } });
  vi.stubGlobal("localStorage", { getItem: () => chosen, setItem: (_: string, kind: string) => void kept.push(kind) });
  return kept;
}

async function watching(films: Film[]) {
  const told: PlayFailure[] = [];
  const left: string[] = [];
  const props = reactive({ films, width: 1920, height: 1080, seconds: 60 });
  const found = scope.run(() =>
    useFilms(props, { leaving: () => void left.push(found?.film.value?.kind ?? ""), failed: (one) => void told.push(one) }),
  )!;
  await asked();
  return { ...found, props, told, left };
}
/** The browser has answered. */
const asked = async () => {
  for (let turn = 0; turn < 10; turn++) await nextTick();
};
afterEach(() => void vi.unstubAllGlobals());

describe("the file of a work that is shown", () => {
  it("is the first that the browser says it plays", async () => {
    browser(["avc1", "mp4a"]);
    const { film, options, told } = await watching([H264, HEVC]);
    expect([film.value, options.value, told]).toEqual([H264, [H264], []]);
  });

  it("is the one that was chosen before, where it plays", async () => {
    browser(["avc1", "hvc1", "mp4a"], "copy");
    expect((await watching([H264, HEVC])).film.value).toEqual(HEVC);
    browser(["avc1", "mp4a"], "copy");
    expect((await watching([H264, HEVC])).film.value).toEqual(H264);
  });

  it("is another one by one click, which is kept, and goes on at the same place", async () => {
    const kept = browser(["avc1", "hvc1", "mp4a"]);
    const { film, choose, left } = await watching([H264, HEVC]);
    choose(HEVC);
    expect([film.value, kept, left]).toEqual([HEVC, ["copy"], ["rendition"]]);
  });

  it("is the other one if it does not play after all, and stays so with fresh addresses", async () => {
    browser(["avc1", "hvc1", "mp4a"], "copy");
    const { film, options, onUnplayable, props, told, left } = await watching([H264, HEVC]);
    onUnplayable("no_picture");
    expect([film.value, told]).toEqual([H264, [{ kind: "copy", problem: "no_picture" }]]);
    expect(left).toEqual(["copy"]);
    props.films = [{ ...H264, url: "r2" }, { ...HEVC, url: "c2" }];
    await asked();
    expect(options.value?.map(({ url }) => url)).toEqual(["r2"]);
  });

  it("stays if there is no other, and that is told", async () => {
    browser(["avc1", "mp4a"]);
    const { film, onUnplayable, told, left } = await watching([H264]);
    onUnplayable("decode");
    expect([film.value, told, left]).toEqual([H264, [{ kind: "rendition", problem: "decode" }], []]);
  });

  it("is none where the browser plays none, and that is told", async () => {
    browser([]);
    const { film, options, told } = await watching([HEVC]);
    expect([film.value, options.value, told]).toEqual([null, [], [{ kind: "copy", problem: "not_offered" }]]);
  });

  it("is none, and nothing is told, while nothing is prepared", async () => {
    browser(["avc1"]);
    const { film, told } = await watching([]);
    expect([film.value, told]).toEqual([null, []]);
  });
});

describe("an error of a video", () => {
  it("is named by the code of the HTML standard, after a fresh address was tried", () => {
    const before = [2, 3, 4].map((code) => problemOf(code, { renewed: false }));
    const after = [undefined, 2, 3, 4].map((code) => problemOf(code, { renewed: true }));
    expect(before).toEqual([null, "decode", null]);
    expect(after).toEqual(["network", "network", "decode", "not_supported"]);
  });

  it("is also a picture of width 0", () => {
    expect([isBlind({ videoWidth: 0 }), isBlind({ videoWidth: 1920 }), isBlind(null)]).toEqual([true, false, false]);
  });
});
