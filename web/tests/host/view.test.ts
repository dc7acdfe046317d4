import { describe, expect, it } from "vitest";
import { viewFor } from "../../src/api/view";

const VIEW = { id: "v1", account: "a1", ends_at: "2024-08-01T09:15:00+08:00", contest: "c1", role: "judge" as const };
const at = (path: string) => viewFor(VIEW, `https://contest.example${path}`);

describe("a look through a judge's eyes", () => {
  it("is named in every request of the judge's pages, so that none is sent as the host's own", () => {
    expect(at("/judge/c1/reviews")).toBe("v1");
    expect(at("/judge/c1/reviews/r1/1/submit")).toBe("v1");
    expect(viewFor(null, "https://contest.example/judge/c1/reviews")).toBeNull();
  });

  it("is named in the first request of a unit's pages, which has no further part", () => {
    expect(viewFor({ ...VIEW, role: "unit" }, "https://contest.example/unit/c1")).toBe("v1");
    expect(viewFor({ ...VIEW, role: "unit" }, "https://contest.example/unit/c10")).toBeNull();
  });

  it.each(["/host/c1/overview", "/judge/c10/reviews", "/account", "/entrant/c1/entries"])("is not named at %s", (path) => {
    expect(at(path)).toBeNull();
  });
});
