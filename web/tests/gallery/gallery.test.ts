import { describe, expect, it } from "vitest";
import type { GalleryWinner } from "../../src/document";
import { filtered, posterOf, themeOf, unitsOf, worksOf } from "../../src/pages/public/gallery/gallery";

const won = (id: string, award: string, title: string, recipient: string, changes: Partial<GalleryWinner> = {}): GalleryWinner => ({
  id, award, level: null, name: { zh: award, en: award }, theme: "green", title, recipient, ai_label: null, poster: null, ...changes,
});
const WINNERS = [
  won("1", "overall", "钢铁脊梁", "湘江重工集团", { level: "gold", theme: "high-end", poster: "https://media/1?signed=1" }),
  won("2", "overall", "一颗螺丝钉", "湘江重工集团", { level: "silver" }),
  won("3", "theme", "钢铁脊梁", "湘江重工集团", { theme: "high-end", poster: "https://media/1?signed=2" }),
  won("4", "best-organisation", "", "湖南省工业和信息化厅", { theme: null }),
  won("5", "contribution", "", "湖南省工业和信息化厅", { theme: null }),
];
const found = (filter: Partial<Parameters<typeof filtered>[1]>) =>
  filtered(worksOf(WINNERS), { award: "", theme: "", typed: "", ...filter }).map(({ title }) => title);

describe("the gallery", () => {
  it("has each work once, with all of its awards", () => {
    expect(worksOf(WINNERS).map(({ title, awards }) => [title, awards.map(({ id }) => id)])).toEqual([
      ["钢铁脊梁", ["1", "3"]], ["一颗螺丝钉", ["2"]],
    ]);
  });

  it("keeps works of one title apart", () => {
    const others = won("6", "overall", "钢铁脊梁", "北方钢厂");
    const same = won("7", "overall", "钢铁脊梁", "湘江重工集团", { poster: "https://media/7" });
    expect(worksOf([...WINNERS, others, same])).toHaveLength(4);
  });

  it("has units with an award apart", () => {
    expect(unitsOf(WINNERS).map(({ recipient, awards }) => [recipient, awards.length])).toEqual([["湖南省工业和信息化厅", 2]]);
  });

  it("shows still and theme of the first award", () => {
    const [gold] = worksOf(WINNERS);
    expect([posterOf(gold!), themeOf(gold!)]).toEqual(["https://media/1?signed=1", "high-end"]);
  });

  it("is filtered by award, by theme and by what is typed", () => {
    expect(found({})).toHaveLength(2);
    expect(found({ award: "theme" })).toEqual(["钢铁脊梁"]);
    expect(found({ theme: "green" })).toEqual(["一颗螺丝钉"]);
    expect(found({ typed: "螺丝" })).toEqual(["一颗螺丝钉"]);
    expect(found({ typed: "湘江", award: "theme", theme: "green" })).toEqual([]);
  });
});
