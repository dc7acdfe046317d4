// A real browser for the end-to-end tests: reads one JSON command a line, answers one JSON line each.
// Started with the path of Chromium.

import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const browser = await chromium.launch({
  executablePath: process.argv[2],
  headless: true,
  // Without these Chromium sends requests of its own, many times a second.
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-proxy-server",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
  ],
});
const whole = await browser.newBrowserCDPSession();

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
const WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let context, page;
/** Numbers of the parts whose PUT the bucket answered with 200. */
let parts;
/** URLs of POST requests. */
let posts;
/** Errors of scripts, what they log as an error, and what the content security policy forbade. */
let faults;
/** Answers that were refusals or failures, and requests that got none. */
let refusals;
/** Kinds of dialogs that were opened: `beforeunload` asks whether to leave the page. */
let dialogs;
let release;
/** The session that throttles. */
let line;

/** Closes the window and opens one that knows nothing of it. */
async function renew() {
  await context?.close();
  context = await browser.newContext({ locale: "zh-CN" });
  context.setDefaultTimeout(30_000);
  page = await context.newPage();
  [parts, posts, faults, refusals, dialogs] = [[], [], [], [], []];
  release = async () => {};
  line = null;
  page.on("request", (sent) => sent.method() === "POST" && posts.push(sent.url()));
  page.on("requestfailed", (sent) => refusals.push(`${sent.url()}: ${sent.failure()?.errorText}`));
  page.on("response", (answer) => {
    if (answer.status() >= 400) refusals.push(`${answer.url()}: ${answer.status()}`);
    const number = new URL(answer.url()).searchParams.get("partNumber");
    if (answer.request().method() === "PUT" && number && answer.ok()) parts.push(Number(number));
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (line) => {
    const logged = line.type() === "error" && !/Failed to load resource/.test(line.text());
    if (logged || /Content Security Policy|CORS/.test(line.text())) faults.push(line.text());
  });
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.type());
    return dialog.accept();
  });
}

const PART = (url) => url.searchParams.has("partNumber");
/** Lets so many parts through to the bucket, and holds the others until `release`. */
async function hold({ parts: left }) {
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  await page.route(PART, async (route) => {
    if (left-- <= 0) await opened;
    await route.continue().catch(() => null); // the page may be closed
  });
  release = async () => {
    open();
    await page.unroute(PART);
  };
}

/** The line sends so many bytes a second, or as many as it can for 0. */
async function throttle({ bytesPerSecond }) {
  line ??= await context.newCDPSession(page); // of several sessions, the first would win
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", {
    offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSecond || -1,
  });
}

/** The bucket refuses the next so many parts. */
async function refuse({ parts: left, status }) {
  const headers = { "Access-Control-Allow-Origin": "*" };
  await page.route(PART, (route) => {
    const answer = left-- > 0 ? route.fulfill({ status, headers }) : route.continue();
    return answer.catch(() => null); // its page may be gone
  });
}

const VIDEO = (url) => url.searchParams.get("response-content-type") === "video/mp4";
/** The next so many requests for a video are answered as if its URL had expired. */
async function expire({ times: left }) {
  await page.route(VIDEO, (route) => {
    const answer = left-- > 0 ? route.fulfill({ status: 403 }) : route.continue();
    return answer.catch(() => null); // its page may be gone
  });
}

/** Answers from addresses that end so come that much later. */
async function delay({ to, seconds }) {
  await page.route((url) => url.pathname.endsWith(to), async (route) => {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    await route.continue().catch(() => null); // its page may be gone
  });
}

const within = (scope) => (scope ? page.locator(scope) : page);

/** Resolves once the bucket has answered so many parts with 200. */
async function sent({ parts: count }) {
  while (parts.length < count) {
    await page.waitForEvent("response", { predicate: () => parts.length >= count });
  }
}

/** Resolves once all frames in `scope` are loaded and laid out. */
async function framesLoaded({ scope }) {
  await page.waitForFunction((selector) => {
    const frames = [...document.querySelectorAll(selector)];
    return frames.length && frames.every((frame) => frame.getAttribute("aria-busy") === "false");
  }, `${scope} .still`);
}

/** What the browser shows of each film once it plays, or why it does not play it. */
const played = ({ urls }) => page.evaluate((all) => Promise.all(all.map((url) =>
  new Promise((resolve) => {
    const video = document.createElement("video");
    const fail = (error) => resolve({ error: String(error?.message ?? error) });
    video.muted = true;
    video.onerror = () => fail(video.error);
    video.ontimeupdate = () => video.currentTime > 0 && resolve({
      seconds: video.duration, width: video.videoWidth, height: video.videoHeight,
    });
    video.src = url;
    document.body.append(video);
    video.play().catch(fail);
  }))), urls);

/** What the browser shows of one film, at places in seconds: when it begins, in milliseconds, how long
 * each place takes, and the picture there, so small and grey. Why not, if it does not play it. */
const watched = ({ url, places, width, height }) => page.evaluate((film) =>
  new Promise((resolve) => {
    const video = document.createElement("video");
    const canvas = new OffscreenCanvas(film.width, film.height);
    const small = canvas.getContext("2d", { willReadFrequently: true });
    const fail = (error) => resolve({ error: String(error?.message ?? error) });
    const shown = () => {
      small.drawImage(video, 0, 0, film.width, film.height);
      const { data } = small.getImageData(0, 0, film.width, film.height);
      return Array.from({ length: data.length / 4 }, (_, at) =>
        Math.round(data[4 * at] * 0.299 + data[4 * at + 1] * 0.587 + data[4 * at + 2] * 0.114));
    };
    const sought = async (place) => {
      const began = performance.now();
      const drawn = new Promise((done) => video.requestVideoFrameCallback(done));
      const there = new Promise((done) => { video.onseeked = done; });
      video.currentTime = place;
      await there;
      await Promise.race([drawn, new Promise((done) => setTimeout(done, 1000))]); // it may be there
      return { milliseconds: performance.now() - began, picture: shown() };
    };
    const began = performance.now();
    video.ontimeupdate = async () => {
      if (!video.currentTime) return;
      video.ontimeupdate = null;
      const started = performance.now() - began;
      const heard = video.webkitAudioDecodedByteCount;
      video.pause();
      const pictures = [];
      for (const place of film.places) pictures.push(await sought(place));
      resolve({
        started, heard, pictures,
        seconds: video.duration, width: video.videoWidth, height: video.videoHeight,
      });
      video.remove();
    };
    video.muted = true;
    video.onerror = () => fail(video.error);
    video.src = film.url;
    document.body.append(video);
    video.play().catch(fail);
  }), { url, places, width, height });

/** Whether the browser says that it plays files with such codecs. */
const plays = ({ codecs }) => page.evaluate((named) =>
  document.createElement("video").canPlayType(`video/mp4; codecs="${named}"`) !== "", codecs);

/** Resolves once nothing has faded or moved for three frames: what comes into the page begins to fade
 * one or two after it is there. What turns for ever is left alone. */
const still = () => page.evaluate(async () => {
  const moving = () => document.getAnimations().filter(({ effect, playState }) =>
    playState === "running" && effect.getComputedTiming().endTime !== Infinity);
  for (let frames = 0; frames < 3; frames = moving().length ? 0 : frames + 1) {
    await Promise.allSettled(moving().map(({ finished }) => finished));
    await new Promise(requestAnimationFrame);
  }
});

/** What on the page breaks WCAG 2.2 AA, as axe-core finds it: a line for each element. If something begins
 * to fade while axe looks, such as a dialog that closes, it looks again. */
async function barriers() {
  await still();
  await page.evaluate(axe); // not as a script of the page, which the content security policy forbids
  const { moved, found } = await page.evaluate(async (values) => {
    let began = 0;
    const note = () => (began += 1);
    const kinds = ["transitionrun", "animationstart"];
    for (const kind of kinds) addEventListener(kind, note, { capture: true });
    const { violations } = await window.axe.run({
      runOnly: { type: "tag", values }, resultTypes: ["violations"],
    });
    for (const kind of kinds) removeEventListener(kind, note, { capture: true });
    const lines = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, any, html }) => `${id}: ${any[0]?.message ?? help} ${target.join(" ")} ${html.slice(0, 200)}`));
    return { moved: began > 0, found: lines };
  }, WCAG_22_AA);
  return moved ? barriers() : found;
}

/** Resolves once the page asks for nothing more. */
const settled = () => page.waitForLoadState("networkidle");

/** The whole page as WebP, at most so tall. */
async function webp({ path, quality, tallest }) {
  const { width, height } = await page.evaluate(() => ({
    width: innerWidth, height: document.documentElement.scrollHeight,
  }));
  const session = await context.newCDPSession(page);
  const clip = { x: 0, y: 0, width, height: Math.min(height, tallest), scale: 1 };
  const { data } = await session.send("Page.captureScreenshot", {
    format: "webp", quality, clip, captureBeyondViewport: true,
  });
  await session.detach();
  await writeFile(path, data, "base64");
}

/** Opens a page as somebody with an empty cache does, on so slow a line and machine: when its largest
 * part was painted, in milliseconds, the bytes that it took over the line, by kind, and how many of
 * its requests were sent after one another before that, each after an answer to the one before. */
async function firstView({ url, bitsPerSecond, latency, slowdown }) {
  const opened = await context.newPage();
  const sent = new Map();
  const session = await context.newCDPSession(opened);
  const kinds = new Map();
  const bytes = {};
  session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.requestWillBeSent", ({ requestId, timestamp, type, request }) => {
    const counts = request.url.startsWith("http") && type !== "Media"; // pictures of controls do not
    if (counts) sent.set(requestId, { began: timestamp });
  });
  session.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) => {
    if (sent.has(requestId)) sent.get(requestId).ended = timestamp;
    const kind = kinds.get(requestId) ?? "Other";
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
  });
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const [offline, throughput] = [false, bitsPerSecond / 8];
  await session.send("Network.emulateNetworkConditions", {
    offline, latency, downloadThroughput: throughput, uploadThroughput: throughput,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await opened.goto(url);
  await opened.waitForLoadState("networkidle");
  const painted = await opened.evaluate(async () => {
    // On so slow a machine the page may still be at work when the line is idle.
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5_000 }));
    await new Promise(requestAnimationFrame);
    return new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
        .observe({ type: "largest-contentful-paint", buffered: true });
    });
  });
  await opened.close();
  return { painted, bytes, inSequence: inSequence([...sent.values()], painted / 1000) };
}

/** The most requests of which each began when the one before had ended, until that second. */
function inSequence(requests, until) {
  const start = Math.min(...requests.map(({ began }) => began));
  const before = requests.filter(({ ended }) => ended - start <= until)
    .sort((one, other) => one.ended - other.ended);
  let [count, free] = [0, -Infinity];
  for (const { began, ended } of before) if (began >= free) [count, free] = [count + 1, ended];
  return count;
}

/** Slows the machine down, and notes how long the page takes to show what each key or tap does. */
async function watchInteractions({ slowdown }) {
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.evaluate(() => {
    window.interactions = [];
    const note = (list) => window.interactions.push(...list.getEntries()
      .filter(({ interactionId }) => interactionId)
      .map(({ name, duration, interactionId }) => ({ name, duration, id: interactionId })));
    window.watcher = new PerformanceObserver(note);
    window.watcher.observe({ type: "event", durationThreshold: 16 });
  });
}

/** How many there were that took a frame or longer, and the slowest in milliseconds: their INP. */
const interactions = () => page.evaluate(async () => {
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve, 100)); // entries come after the paint
  const noted = window.interactions;
  const slowest = noted.reduce((one, other) => (other.duration > one.duration ? other : one), {
    name: "", duration: 0,
  });
  return { count: new Set(noted.map(({ id }) => id)).size, slowest };
});

/** Goes to a place in the page's film, in seconds: its size, its length, its address, and a picture. */
const sought = async ({ at }) => {
  const film = page.locator("video");
  const found = await film.evaluate((video, place) => new Promise((resolve, reject) => {
    const passed = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
    const drawn = new Promise((done) => video.requestVideoFrameCallback(done));
    passed(30_000).then(() => reject(new Error("the film does not go there")));
    video.onerror = () => reject(video.error);
    video.onseeked = async () => {
      await Promise.race([drawn, passed(1000)]); // it may be there
      resolve({
        width: video.videoWidth, height: video.videoHeight, seconds: video.duration, url: video.src,
      });
    };
    video.pause();
    video.currentTime = place;
  }), at);
  return { ...found, picture: (await film.screenshot()).toString("base64") };
};

/** The first words of each table that has to be scrolled sideways. */
const cutTables = () => page.evaluate(() => {
  const isCut = (place) => place.scrollWidth > place.clientWidth + 1;
  const places = (table) => ["main .scrolling", ".el-scrollbar__wrap"].map((one) => table.closest(one));
  return [...document.querySelectorAll("main table")]
    .filter((table) => [table, table.parentElement, ...places(table)].some((place) => place && isCut(place)))
    .map((table) => table.innerText.slice(0, 40));
});

const commands = {
  renew,
  pid: async () => {
    const { processInfo } = await whole.send("SystemInfo.getProcessInfo");
    return processInfo.find(({ type }) => type === "browser").id;
  },
  open: ({ url }) => page.goto(url).then(() => null),
  reload: () => page.reload().then(() => null),
  resize: ({ width, height }) => page.setViewportSize({ width, height }),
  fill: ({ label, text, scope, exact = false }) =>
    within(scope).getByLabel(label, { exact }).fill(text),
  select: ({ label, option, scope }) =>
    within(scope).getByLabel(label, { exact: true }).selectOption({ label: option }).then(() => null),
  /** Unlike `check`, this expects nothing of the box: it may stay unticked or disappear. */
  tick: ({ label, scope }) => within(scope).getByLabel(label).click(),
  key: ({ key }) => page.keyboard.press(key),
  type: ({ text }) => page.keyboard.type(text),
  /** What a screen reader says of a field beside its name. */
  described: ({ label, scope }) =>
    within(scope).getByLabel(label, { exact: true }).evaluate((field) => ({
      invalid: field.getAttribute("aria-invalid") === "true",
      says: (field.getAttribute("aria-describedby") ?? "").split(" ")
        .map((id) => document.getElementById(id)?.innerText ?? "").filter(Boolean).join(" "),
    })),
  focused: () => page.evaluate(() => document.activeElement?.id ?? ""),
  dialogs: () => dialogs,
  /** At so large a part of its width: a slider is set to it. */
  tap_at: async ({ label, part }) => {
    const field = page.getByLabel(label, { exact: true });
    await field.scrollIntoViewIfNeeded();
    const { width, height } = await field.boundingBox();
    await field.click({ position: { x: width * part, y: height / 2 } });
  },
  click: ({ text, scope }) => within(scope).getByText(text, { exact: true }).click(),
  check: ({ label, scope }) => within(scope).getByLabel(label).check(),
  press: ({ name, scope, times = 1 }) =>
    within(scope).getByRole("button", { name, exact: true }).click({ clickCount: times }),
  follow: ({ name, scope }) => within(scope).getByRole("link", { name, exact: true }).click(),
  choose: ({ file, scope }) => within(scope).locator("input[type=file]").setInputFiles(file),
  wait: ({ text, scope, seconds = 30 }) =>
    within(scope).getByText(new RegExp(text)).first().waitFor({ timeout: seconds * 1000 }),
  // As the page sees it: `page.url()` may lag behind a change by the router.
  url: () => page.evaluate(() => location.href),
  text: ({ scope = "body" }) => page.locator(scope).innerText(),
  typed: ({ label, scope, exact = false }) =>
    within(scope).getByLabel(label, { exact }).inputValue(),
  /** Where things are once the page has seen that it was scrolled, which it is told with a frame. */
  boxes: ({ scope }) =>
    page.locator(scope).evaluateAll(async (all) => {
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      return all.map((one) => one.getBoundingClientRect());
    }),
  video: () =>
    page.locator("video").evaluate(({ currentTime, readyState }) => [currentTime, readyState]),
  played,
  plays,
  watched,
  sought,
  posts: ({ to }) => posts.filter((url) => url.endsWith(to)).length,
  parts: () => parts,
  forget: () => void (parts = []),
  faults: () => faults,
  sent,
  hold,
  throttle,
  refuse,
  expire,
  delay,
  frames_loaded: framesLoaded,
  release: () => release(),
  /** Somebody opens a sign-in link in another tab. */
  sign_in_beside: async ({ link }) => {
    const tab = await context.newPage();
    await tab.goto(link);
    const signedIn = tab.waitForResponse((answer) => answer.url().endsWith("/sign-in/sessions"));
    await tab.getByRole("button", { name: "登录", exact: true }).click();
    await (await signedIn).finished();
    await tab.close();
  },
  /** The reader comes back to this tab from another. */
  look_again: () => page.evaluate(() =>
    void document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))),
  forget_cookies: () => context.clearCookies(),
  offline: ({ offline }) => context.setOffline(offline),
  cut_tables: cutTables,
  width: () => page.evaluate(() => document.documentElement.scrollWidth),
  /** The reader's choice, which the next page that is opened follows. */
  language: ({ language }) =>
    page.evaluate((chosen) => localStorage.setItem("laurel.language", chosen), language),
  /** What the page's HTML has the browser ask for, and the page has asked for itself as well: perhaps
   * with another query. */
  asked_twice: () => page.evaluate(() => {
    const path = (address) => new URL(address, location.href).pathname;
    const asked = performance.getEntriesByType("resource").map(({ name }) => path(name));
    const named = [...document.querySelectorAll("link[rel=preload], link[rel=modulepreload]")];
    return named.map(({ href }) => path(href)).filter((one) => asked.indexOf(one) !== asked.lastIndexOf(one));
  }),
  settled,
  barriers,
  webp,
  first_view: firstView,
  watch_interactions: watchInteractions,
  interactions,
  picture: ({ path }) => page.screenshot({ path, fullPage: true }).then(() => null),
};

/** What helps to see why a command failed. */
async function seen() {
  const text = await page.locator("body").innerText({ timeout: 2000 }).catch(() => "nothing");
  return `\nThe page shows:\n${text.slice(0, 2000)}\n${[...refusals, ...faults].slice(-10).join("\n")}`;
}

await renew();
for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...parameters } = JSON.parse(line);
  try {
    const answer = (await commands[command](parameters)) ?? null;
    process.stdout.write(`${JSON.stringify({ answer })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: String(error) + (await seen()) })}\n`);
  }
}
await browser.close();
