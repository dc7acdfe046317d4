import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EffectScope, effectScope } from "vue";
import { me } from "../../src/api/session";
import { keeping } from "../../src/composables/useOnline";
import { useTyped } from "../../src/composables/useTyped";

const kept = new Map<string, string>();
let page: EffectScope;
const signIn = (id: string) => (me.value = { id, address: "", name: "", host: false, grants: [] });
const form = () => page.run(() => useTyped("report.spring", () => ({ title: "", link: "" })))!;

describe("what is typed into a form", () => {
  beforeEach(() => {
    kept.clear();
    signIn("one");
    page = effectScope();
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
      removeItem: (key: string) => kept.delete(key),
    });
  });
  afterEach(() => {
    page.stop();
    vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => undefined });
  });

  it("is there again after a reload", () => {
    form().typed.title = "钢花";
    expect(form().typed).toEqual({ title: "钢花", link: "" });
  });

  it("is forgotten once it is sent", () => {
    const { typed, forget } = form();
    typed.title = "钢花";
    forget();
    expect([{ ...typed }, kept.size, form().typed.title]).toEqual([{ title: "", link: "" }, 0, ""]);
  });

  it("is promised to be kept from the first letter until it is sent", () => {
    const { typed, forget } = form();
    const said = [keeping.value];
    typed.title = "钢花";
    said.push(keeping.value);
    forget();
    said.push(keeping.value);
    expect(said).toEqual(["none", "keeps", "none"]);
  });

  it("begins anew if what was kept cannot be read", () => {
    kept.set("laurel.typed one report.spring", "{");
    expect(form().typed).toEqual({ title: "", link: "" });
  });

  it("is shown to nobody else who signs in", () => {
    form().typed.title = "钢花";
    signIn("two");
    expect(form().typed.title).toBe("");
    signIn("one");
    expect(form().typed.title).toBe("钢花");
  });
});
