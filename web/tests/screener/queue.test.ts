import { beforeAll, describe, expect, it } from "vitest";
import { i18n } from "../../src/i18n";
import type { ListedEntry } from "../../src/document";
import {
  addressOf, ALL, beside, choiceOf, daysSince, isFiltered, namesOf, nextAfter, queryOf,
} from "../../src/pages/screener/queue";

describe("the choice of a screener's list", () => {
  it("is all that waits without an address", () => {
    expect(choiceOf({})).toEqual(ALL);
    expect(addressOf(ALL)).toEqual({});
    expect(isFiltered(ALL)).toBe(false);
  });

  it("comes back from its address", () => {
    const choice = { ...ALL, status: "returned" as const, theme: "green", flag: "warnings" as const, age: 7, overdue: true, mine: true };
    expect(addressOf(choice)).toEqual({ status: "returned", theme: "green", flag: "warnings", age: "7", overdue: "1", mine: "1" });
    expect(choiceOf(addressOf(choice) as Record<string, string>)).toEqual(choice);
  });

  it("takes nothing from an address that it does not know", () => {
    expect(choiceOf({ status: "draft", flag: "x", age: "8", overdue: "yes", theme: ["a", "b"] })).toEqual(ALL);
  });

  it("knows no own decisions among works that wait", () => {
    expect(choiceOf({ mine: "1" }).mine).toBe(false);
    expect(addressOf({ ...ALL, mine: true })).toEqual({});
  });

  it("asks the API for what was chosen only", () => {
    expect(queryOf(ALL)).toEqual({});
    expect(queryOf({ ...ALL, flag: "ai", age: 3 })).toEqual({ flag: "ai", older_than_days: 3 });
    expect(queryOf({ ...ALL, status: "rejected", mine: true, unit: "hunan" })).toEqual({ status: "rejected", by_me: true, unit: "hunan" });
  });

  it("says when something is left out", () => {
    expect(isFiltered({ ...ALL, status: "rejected" })).toBe(false);
    expect(isFiltered({ ...ALL, overdue: true })).toBe(true);
    expect(isFiltered({ ...ALL, status: "rejected", mine: true })).toBe(true);
  });
});

describe("what was chosen, in words", () => {
  beforeAll(() => void (i18n.global.locale.value = "zh"));
  const [green, hunan] = [{ zh: "绿色低碳", en: "Green" }, { zh: "湖南省工业和信息化厅", en: "Hunan" }];
  const contest = { themes: [{ id: "green", name: green }], units: [{ id: "hunan", name: hunan }] } as never;

  it("is the status alone, if nothing else was", () => {
    expect(namesOf(ALL, contest)).toEqual(["待初筛"]);
  });

  it("is named one by one, in the order of the choices", () => {
    const waiting = { ...ALL, theme: "green", unit: "hunan", region: "湖南", flag: "ai" as const, age: 7, overdue: true };
    expect(namesOf(waiting, contest)).toEqual([
      "待初筛", "绿色低碳", "湖南省工业和信息化厅", "湖南", "AI 标识不符", "等候 7 天以上", "超期",
    ]);
    expect(namesOf({ ...ALL, status: "rejected", mine: true }, contest)).toEqual(["未通过", "由您决定"]);
  });

  it("is an id, where the rules have no such theme any more", () => {
    expect(namesOf({ ...ALL, theme: "old" }, contest)).toEqual(["待初筛", "old"]);
  });
});

it("counts whole days", () => {
  const now = Date.parse("2024-08-10T12:00:00+08:00");
  expect(daysSince("2024-08-07T12:00:00+08:00", now)).toBe(3);
  expect(daysSince("2024-08-07T12:00:01+08:00", now)).toBe(2);
  expect(daysSince("2024-08-11T12:00:00+08:00", now)).toBe(0);
});

describe("the way from work to work", () => {
  const at = (day: number) => `2024-08-0${day}T08:00:00Z`;
  const entry = (id: string, day: number, claim: object | null = null) =>
    ({ id, since: at(day), claim, flags: [] as string[] }) as ListedEntry;
  async function* list(...entries: ListedEntry[]) {
    yield* entries;
  }
  const others = { mine: false };
  const all = () => list(entry("a", 1), entry("b", 2, others), entry("c", 3, { mine: true }), entry("d", 4));

  it("leads to the one that has waited next longest and that nobody else deals with", async () => {
    expect(await nextAfter(all(), entry("a", 1))).toBe("c");
    expect(await nextAfter(list(entry("c", 3), entry("d", 4)), entry("a", 1))).toBe("c");
  });

  it("leads from the last to the first again, and nowhere once nothing is left", async () => {
    expect(await nextAfter(all(), entry("d", 4))).toBe("a");
    expect(await nextAfter(list(entry("a", 1), entry("b", 2, others)), entry("a", 1))).toBeUndefined();
  });

  it("passes over what waits for a second screener, who may not be the reader, unless that is what is listed", async () => {
    const proposed = (id: string, day: number) => ({ ...entry(id, day), flags: ["proposed"] }) as ListedEntry;
    const own = () => list(proposed("a", 1), proposed("b", 2), proposed("c", 3));
    expect(await nextAfter(own(), entry("b", 2))).toBeUndefined();
    expect(await nextAfter(list(proposed("a", 1), entry("b", 2), proposed("c", 3)), entry("d", 4))).toBe("b");
    expect(await nextAfter(own(), entry("b", 2), "proposed")).toBe("c");
  });

  it("goes on and back by keys", async () => {
    expect(await beside(all(), "a", 1)).toBe("c");
    expect(await beside(all(), "c", -1)).toBe("a");
    expect(await beside(all(), "a", -1)).toBeUndefined();
    expect(await beside(all(), "d", 1)).toBeUndefined();
    expect(await beside(all(), "decided", 1)).toBe("a");
  });
});
