// A real browser for the journey tests: reads one JSON command a line, answers one JSON line each.
// Started with the path of Chromium.

import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const browser = await chromium.launch({
  executablePath: process.argv[2],
  headless: true,
  // What is sent outside would be refused here, many times a second.
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-proxy-server",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
  ],
});
const context = await browser.newContext({ locale: "zh-CN" });
context.setDefaultTimeout(30_000);
const page = await context.newPage();
const whole = await browser.newBrowserCDPSession();

/** Numbers of the parts whose PUT the bucket answered with 200. */
let parts = [];
/** Addresses to which something was posted. */
const posts = [];
page.on("request", (asked) => asked.method() === "POST" && posts.push(asked.url()));
/** What no page may do: errors of scripts, and what its policy forbade. */
let faults = [];
page.on("response", (answer) => {
  const number = new URL(answer.url()).searchParams.get("partNumber");
  if (answer.request().method() === "PUT" && number && answer.ok()) parts.push(Number(number));
});
page.on("pageerror", (error) => faults.push(String(error)));
page.on("console", (line) => {
  if (/Content Security Policy|CORS/.test(line.text())) faults.push(line.text());
});

const PART = (url) => url.searchParams.has("partNumber");
let release = async () => {};
/** Lets so many parts through to the bucket and holds the others, until they are released. */
async function hold({ parts: left }) {
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  await page.route(PART, async (route) => {
    if (left-- <= 0) await opened;
    await route.continue().catch(() => null); // its page may be gone
  });
  release = async () => {
    open();
    await page.unroute(PART);
  };
}

/** The bucket does not take the next so many parts. */
async function refuse({ parts: left, status }) {
  const headers = { "Access-Control-Allow-Origin": "*" };
  const answer = (route) => (left-- > 0 ? route.fulfill({ status, headers }) : route.continue());
  await page.route(PART, answer);
}

const FILM = (url) => url.searchParams.get("response-content-type") === "video/mp4";
/** The next so many times that a video is asked for, its address holds no longer. */
async function expire({ times: left }) {
  await page.route(FILM, (route) =>
    left-- > 0 ? route.fulfill({ status: 403 }) : route.continue(),
  );
}

const within = (scope) => (scope ? page.locator(scope) : page);
const deeds = {
  pid: async () => {
    const { processInfo } = await whole.send("SystemInfo.getProcessInfo");
    return processInfo.find(({ type }) => type === "browser").id;
  },
  open: ({ url }) => page.goto(url).then(() => null),
  reload: () => page.reload().then(() => null),
  resize: ({ width, height }) => page.setViewportSize({ width, height }),
  fill: ({ label, text, scope }) => within(scope).getByLabel(label).fill(text),
  check: ({ label, scope }) => within(scope).getByLabel(label).check(),
  press: ({ name, scope, times = 1 }) =>
    within(scope).getByRole("button", { name, exact: true }).click({ clickCount: times }),
  follow: ({ name, scope }) => within(scope).getByRole("link", { name, exact: true }).click(),
  choose: ({ file, scope }) => within(scope).locator("input[type=file]").setInputFiles(file),
  wait: ({ text, scope, seconds = 30 }) =>
    within(scope).getByText(new RegExp(text)).first().waitFor({ timeout: seconds * 1000 }),
  url: () => page.url(),
  text: ({ scope = "body" }) => page.locator(scope).innerText(),
  typed: ({ label, scope }) => within(scope).getByLabel(label).inputValue(),
  boxes: ({ scope }) =>
    page.locator(scope).evaluateAll((all) => all.map((one) => one.getBoundingClientRect())),
  film: () =>
    page.locator("video").evaluate(({ currentTime, readyState }) => [currentTime, readyState]),
  posts: ({ to }) => posts.filter((url) => url.endsWith(to)).length,
  parts: () => parts,
  forget: () => void (parts = []),
  faults: () => faults,
  hold,
  refuse,
  expire,
  release: () => release(),
  offline: ({ offline }) => context.setOffline(offline),
  width: () => page.evaluate(() => document.documentElement.scrollWidth),
  picture: ({ path }) => page.screenshot({ path, fullPage: true }).then(() => null),
};

page.on("dialog", (dialog) => dialog.accept()); // "leave this page?" while it uploads

for await (const line of createInterface({ input: process.stdin })) {
  const { deed, ...told } = JSON.parse(line);
  try {
    const answer = (await deeds[deed](told)) ?? null;
    process.stdout.write(`${JSON.stringify({ answer })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`);
  }
}
await browser.close();
