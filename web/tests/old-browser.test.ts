import { expect, it } from "vitest";
import CODE from "../public/old-browser.js?raw";

/** What the script puts on the page of a browser with these features. */
function shown(features: object, script: object): string {
  let text = "";
  const element = () => ({ setAttribute: () => undefined, appendChild: (child: string) => (text += child) });
  const document = {
    createElement: (name: string) => (name === "script" ? script : element()),
    createTextNode: (words: string) => words,
    body: { insertBefore: () => undefined },
  };
  new Function("window", "document", CODE)({ ...features }, document);
  return text;
}

const NEW = { Object, CSSLayerBlockRule: class {}, structuredClone: () => undefined };

it("says nothing to a browser of the last two years", () => {
  expect(shown(NEW, { noModule: false })).toBe("");
});

it.each([
  ["Internet Explorer", { Object: {} }, {}],
  ["Chrome 80, as in old WeChat", { Object: {} }, { noModule: false }],
  ["Safari 15.3, without cascade layers", { ...NEW, CSSLayerBlockRule: undefined }, { noModule: false }],
])("tells %s in both languages", (_, features, script) => {
  expect(shown(features, script)).toMatch(/您的浏览器版本较旧.*This browser is too old/);
});

it("uses nothing that an old browser cannot read", () => {
  expect(CODE).not.toMatch(/=>|\b(const|let|class)\b|`|\?\./);
});
