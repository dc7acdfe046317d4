import { describe, expect, it } from "vitest";
import { isReadOnly, viewFor } from "../../src/api/view";

const VIEW = { id: "v1", account: "a1", ends_at: "2024-08-01T09:15:00+08:00", contest: "c1", role: "judge" as const };
const BEFORE = Date.parse("2024-08-01T01:14:59Z");
const at = (path: string, method = "GET", now = BEFORE) => viewFor(VIEW, method, `https://contest.example${path}`, now);

describe("a look through a judge's eyes", () => {
  it("is named where it reads what the judge reads", () => {
    expect(at("/judge/c1/reviews")).toBe("v1");
    expect(viewFor(null, "GET", "https://contest.example/judge/c1/reviews", BEFORE)).toBeNull();
  });

  it.each(["/host/c1/overview", "/judge/c10/reviews", "/account", "/entrant/c1/entries"])("is not named at %s", (path) => {
    expect(at(path)).toBeNull();
  });

  it("changes nothing, and ends on time", () => {
    const changes = (method: string, path: string) => isReadOnly(VIEW, method, `https://contest.example${path}`);
    expect([changes("PUT", "/judge/c1/reviews/r1/1"), changes("GET", "/judge/c1/reviews")]).toEqual([true, false]);
    expect([changes("POST", "/host/c1/views"), isReadOnly(null, "PUT", "https://contest.example/judge/c1/x")]).toEqual([false, false]);
    expect(at("/judge/c1/reviews", "PUT")).toBeNull();
    expect(at("/judge/c1/reviews", "GET", BEFORE + 1000)).toBeNull();
  });
});
