import { describe, expect, it } from "vitest";
import { correctionOf, matches } from "../../src/pages/host/certificates/certificates";

const ONE = { number: "GYZB-2024-0007", code: "7K3M-9QX0-AB1C", recipient: "湘江重工集团", title: "钢铁脊梁", award: "金奖" };

describe("a certificate", () => {
  it.each(["0007", "gyzb", "湘江", "脊梁", "金奖", "7k3m9qx0", "ＧＹＺＢ", " 金奖 ", ""])("is found by %j", (typed) => {
    expect(matches(ONE, typed)).toBe(true);
  });

  it.each(["银奖", "0008", "7K3N"])("is not found by %j", (typed) => {
    expect(matches(ONE, typed)).toBe(false);
  });

  it("is corrected in what has changed, and nothing else", () => {
    expect(correctionOf(ONE, "湘江重工集团 ", "钢铁之脊梁", "错字")).toEqual({ recipient: null, title: "钢铁之脊梁", reason: "错字" });
    expect(correctionOf(ONE, "", "钢铁脊梁", "错字")).toEqual({ recipient: null, title: null, reason: "错字" });
  });
});
