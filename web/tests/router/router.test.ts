import { beforeEach, describe, expect, it } from "vitest";
import { createMemoryHistory, type Router, type RouterHistory } from "vue-router";
import { confirmLink } from "../../src/api/contacts";
import { packageLink } from "../../src/api/mediaPackage";
import { signInLink } from "../../src/api/session";
// Loaded beforehand, so that no test has to wait until the router has loaded them.
import "../../src/pages/entrant/EntriesPage.vue";
import "../../src/pages/public/ConfirmContactPage.vue";
import "../../src/pages/public/MediaPackagePage.vue";
import "../../src/pages/public/SignInPage.vue";
import { makeRouter } from "../../src/router";
import { entriesOf, hostOf, isWithinContest, reviewOf, reviewsOf, screeningOf } from "../../src/router/addresses";

let history: RouterHistory;
let router: Router;
beforeEach(() => {
  signInLink.value = "";
  confirmLink.value = "";
  history = createMemoryHistory();
  router = makeRouter(history);
});

describe("the address", () => {
  it.each([
    ["/", "start", {}],
    ["/contests/spring-2024", "entries", { contestId: "spring-2024" }],
    ["/contests/spring-2024/", "entries", { contestId: "spring-2024" }],
    ["/contests/spring-2024#e4f1c2", "entries", { contestId: "spring-2024" }],
    ["/contests/spring/screening", "screening", { contestId: "spring", entryId: "" }],
    ["/contests/spring/screening/", "screening", { contestId: "spring", entryId: "" }],
    ["/contests/spring/screening/e4f1c2", "screening", { contestId: "spring", entryId: "e4f1c2" }],
    ["/contests/spring/reviews", "reviews", { contestId: "spring" }],
    ["/contests/spring/reviews/first/13", "review", { contestId: "spring", round: "first", number: "13" }],
    ["/contests/spring/unit", "unit", { contestId: "spring" }],
    ["/contests/spring/unit/reconciliation", "unit-reconciliation", { contestId: "spring" }],
    ["/contests/spring/host", "host", { contestId: "spring" }],
    ["/sign-in", "sign-in", {}],
    ["/my-account", "my-account", {}],
    ["/contests/spring/winners", "winners", { contestId: "spring" }],
    ["/contests/spring/gallery", "gallery", { contestId: "spring", winner: "" }],
    ["/contests/spring/gallery/0a1b", "gallery", { contestId: "spring", winner: "0a1b" }],
    ["/invitations", "invitations", { contest: "", role: "" }],
    ["/invitations/spring/judge", "invitations", { contest: "spring", role: "judge" }],
    ["/confirm", "confirm", {}],
    ["/media-package/spring", "media-package", { contestId: "spring" }],
    ["/check/spring", "check", { contestId: "spring", code: "" }],
    ["/check/spring/7K3M-9QX0-AB1C", "check", { contestId: "spring", code: "7K3M-9QX0-AB1C" }],
  ])("%s opens its page", (address, name, params) => {
    const route = router.resolve(address);
    expect([route.name, route.params]).toEqual([name, params]);
  });

  it.each(["/index.html", "/contests", "/contests/Spring", "/contests/spring/jury", "/account", "/invitations/spring/host", "/nowhere/at/all"])(
    "%s opens the start page",
    (address) => {
      const start = router.resolve("/").matched.at(-1)?.components;
      expect(router.resolve(address).matched.at(-1)?.components).toEqual(start);
    },
  );

  it("of a link leads where the address does", () => {
    const links = [
      entriesOf("spring"), screeningOf("spring"), screeningOf("spring", "e4f1c2"), reviewsOf("spring"),
      reviewOf("spring", "first", 13), hostOf("spring"),
    ];
    expect(links.map((link) => router.resolve(link).href)).toEqual([
      "/contests/spring", "/contests/spring/screening", "/contests/spring/screening/e4f1c2",
      "/contests/spring/reviews", "/contests/spring/reviews/first/13", "/contests/spring/host",
    ]);
  });
});

describe("the secret of a mailed link", () => {
  it("is kept, and is taken out of the address and the history", async () => {
    await router.push("/");
    await router.push("/sign-in#s3cret_-");
    expect([router.currentRoute.value.fullPath, signInLink.value]).toEqual(["/sign-in", "s3cret_-"]);
    await router.push("/contests/spring");
    router.back();
    expect([history.location, JSON.stringify(history.state)]).toEqual([
      "/sign-in", expect.not.stringContaining("s3cret"),
    ]);
  });

  it("of a question to a contact is kept apart from that of a sign-in", async () => {
    await router.push("/confirm#a.b.c");
    expect([router.currentRoute.value.fullPath, confirmLink.value, signInLink.value]).toEqual([
      "/confirm", "a.b.c", "",
    ]);
  });

  it("of a media package is kept for its contest's page", async () => {
    await router.push("/media-package/spring#p1.secret");
    expect([router.currentRoute.value.fullPath, packageLink.value, signInLink.value]).toEqual([
      "/media-package/spring", "p1.secret", "",
    ]);
  });

  it("replaces an earlier one on the page that is open", async () => {
    await router.push("/sign-in#one");
    await router.push("/sign-in#two");
    expect([router.currentRoute.value.fullPath, signInLink.value]).toEqual(["/sign-in", "two"]);
  });

  it("is looked for on the sign-in page only", async () => {
    await router.push("/contests/spring#e4f1c2");
    expect([router.currentRoute.value.hash, signInLink.value]).toEqual(["#e4f1c2", ""]);
  });
});

it("tells the pages of a contest from all others, which end what goes on in it", () => {
  const entry = router.resolve("/contests/spring/entries/e1");
  const within = (path: string) => isWithinContest(router.resolve(path), entry);
  expect(["/contests/spring", "/contests/spring/winners", "/contests/spring/entries/e2/video"].map(within))
    .toEqual([true, true, true]);
  expect(["/my-account", "/invitations/spring/judge", "/contests/autumn", "/check/spring/abc", "/"].map(within))
    .toEqual([false, false, false, false, false]);
});

/** The router would take another hash for another page, and scroll to its top. */
it("a link within a page leaves the address alone", () => {
  const files = import.meta.glob<string>("../../src/**/*.vue", { query: "?raw", import: "default", eager: true });
  const links = Object.values(files).flatMap((text) => text.match(/<a\b[^]*?<\/a>/g) ?? []);
  const within = links.filter((link) => /href="[`']?#/.test(link));
  expect(within.length).toBeGreaterThan(5);
  expect(within.filter((link) => !link.includes('@click.prevent="goTo('))).toEqual([]);
});
