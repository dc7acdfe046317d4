import { describe, expect, it } from "vitest";
import { addressOf, halfWidth, lengthOf } from "../src/typed";

describe("what people type", () => {
  it.each([
    "zhou@example.com", " ＺＨＯＵ＠example．com ", "Zhou@Example.com", "zhou @ example.com",
    "\u200bzhou@example.com\u202c", "zhou\ufeff@exa\u200dmple.com",
  ])("%s is one address", (typed) => expect(addressOf(typed)).toBe("zhou@example.com"));

  it.each(["spring-2024", "　ｓｐｒｉｎｇ－２０２４ ", "spring-2024 "])("%s is one contest", (typed) =>
    expect(halfWidth(typed)).toBe("spring-2024"),
  );
});

describe("a text of several lines", () => {
  it("is as long as the API counts it", () => {
    expect(["  钢花 ", "𠮷𠮷", "a\nb"].map(lengthOf)).toEqual([2, 2, 3]);
  });

  it("is never cut by the browser, which says nothing of it", () => {
    const files = import.meta.glob<string>("../src/**/*.vue", { query: "?raw", import: "default", eager: true });
    const fields = Object.values(files).flatMap((text) => text.match(/<(textarea|ElInput)\b[^>]*>/g) ?? []);
    const several = fields.filter((field) => /<textarea|type="textarea"/.test(field));
    expect(several.length).toBeGreaterThan(10);
    expect(several.filter((field) => /maxlength/.test(field))).toEqual([]);
  });
});
