import { describe, expect, it } from "vitest";
import { addressOf, halfWidth } from "../src/typed";

describe("what people type", () => {
  it.each(["zhou@example.com", " ＺＨＯＵ＠example．com ", "Zhou@Example.com", "zhou @ example.com"])(
    "%s is one address",
    (typed) => expect(addressOf(typed)).toBe("zhou@example.com"),
  );

  it.each(["spring-2024", "　ｓｐｒｉｎｇ－２０２４ ", "spring-2024 "])("%s is one contest", (typed) =>
    expect(halfWidth(typed)).toBe("spring-2024"),
  );
});
