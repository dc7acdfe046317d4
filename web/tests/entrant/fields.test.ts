import { describe, expect, it } from "vitest";
import described from "../../../functions/openapi.json";
import type { CallForEntries, FormField } from "../../src/document";
import {
  answersIn, answersOf, attributesOf, EMPTY, fieldsOf, findOption, fits, formOf, kindOf, linesOf,
  MAX_ITEMS, MAX_LENGTHS, maxLength, optionsOf,
} from "../../src/pages/entrant/form/fields";

const text = (zh: string, en: string) => ({ zh, en });
const field = (id: string, more: Partial<FormField> = {}): FormField => ({
  id, type: null, label: text(id, id), hint: null, required: true, max_length: 200, choices: [],
  divisions: null, private: false, judges_see: false, measured: false, ...more,
});
const THEMES = [
  { id: "green", name: text("绿色低碳", "Green"), about: text("绿色", "Green") },
  { id: "digital", name: text("数智赋能", "Digital"), about: text("数字", "Digital") },
];
const contest = (...form: CallForEntries["form"]) => ({ form, themes: THEMES }) as unknown as CallForEntries;

describe("the fields of the rules", () => {
  it("have the kind of input that fits them", () => {
    const kinds = [
      field("title"), field("theme"), field("further_themes"), field("credits"),
      field("synopsis"), field("region", { choices: [text("湖南", "Hunan")] }),
    ].map(kindOf);
    expect(kinds).toEqual(["line", "one", "several", "lines", "text", "one"]);
  });

  it("of the contest have the kind of input that fits their type", () => {
    const own = [
      field("budget", { type: "number" }), field("premiere", { type: "date" }),
      field("site", { type: "link" }), field("made-by-ai", { type: "yes_no" }),
      field("shot-on", { type: "choices", choices: [text("胶片", "Film")] }),
      field("camera", { type: "choice", choices: [text("手机", "Phone")] }),
      field("motto", { type: "text" }), field("story", { type: "text", max_length: 900 }),
    ];
    expect(own.map(kindOf)).toEqual(["line", "line", "line", "one", "several", "one", "line", "text"]);
    expect(own.slice(0, 3).map(attributesOf)).toEqual([
      { inputmode: "decimal" }, { type: "date" }, { type: "url", inputmode: "url" },
    ]);
    const answers = optionsOf(field("made-by-ai", { type: "yes_no" }), contest(), "");
    expect(answers.map(({ value, name }) => [value, name.zh])).toEqual([["yes", "是"], ["no", "否"]]);
  });

  it("of the contest are answered beside the usual ones, and left out while they are empty", () => {
    const fields = [field("budget", { type: "number" }), field("shot-on", { type: "choices" })];
    const before = formOf(EMPTY);
    const answers = answersOf(before, fields);
    expect([answers.budget, answers["shot-on"]]).toEqual(["", []]);
    const { form } = formOf({ ...answers, budget: "1200" });
    expect([form.more, "budget" in form]).toEqual([{ budget: "1200" }, false]);
  });

  it("are asked for in the order of the rules, except those that are measured", () => {
    const duration = { ...field("title"), id: "duration" as const, measured: true };
    const asked = fieldsOf(contest(field("remarks"), duration, field("title")));
    expect(asked.map(({ id }) => id)).toEqual(["remarks", "title"]);
  });

  it("are as long as the rules and the API allow", () => {
    expect(maxLength(field("remarks", { max_length: 40 }))).toBe(40);
    expect(maxLength(field("remarks", { max_length: 5000 }))).toBe(1000);
  });

  it("have the limits of the OpenAPI document", () => {
    const { "Form-Input": form, "Contact-Input": contact } = described.components.schemas;
    const { person, phone, email } = contact.properties;
    const { credits, theme: _, further_themes, more: __, ai_use: ___, ...texts } = form.properties;
    const limits = { ...texts, contact: person, phone, email, credits: credits.items };
    for (const [id, { maxLength }] of Object.entries(limits)) {
      expect([id, MAX_LENGTHS[id as keyof typeof MAX_LENGTHS]]).toEqual([id, maxLength]);
    }
    expect(MAX_ITEMS).toEqual({ credits: credits.maxItems, further_themes: further_themes.maxItems });
  });
});

describe("choices", () => {
  it("are found in either language", () => {
    const options = optionsOf(field("unit_type", { choices: [text("企业", "Enterprise")] }), contest(), "");
    expect(findOption(options, "Enterprise")?.value).toBe("企业");
  });

  it("about AI are kept as the API names them", () => {
    const uses = ["未使用", "部分使用", "全部由 AI 生成"].map((zh) => text(zh, `${zh} in English`));
    const options = optionsOf(field("ai_use", { choices: uses }), contest(), "partly");
    expect(options.map(({ value, name }) => [value, name.zh])).toEqual([
      ["none", "未使用"], ["partly", "部分使用"], ["wholly", "全部由 AI 生成"],
    ]);
  });

  it("include what was chosen before the rules changed", () => {
    const values = optionsOf(field("theme"), contest(), "sports").map(({ value }) => value);
    expect(values).toEqual(["green", "digital", "sports"]);
  });
});

describe("lines", () => {
  it("are one item each, and none if nothing is visible", () => {
    expect(linesOf("导演 张三\n \n 摄影 李四\u200b\n\u200b\n")).toEqual(["导演 张三", "摄影 李四\u200b"]);
  });

  it("have to fit the limits of the API", () => {
    const of = (credits: string[]) => fits({ ...EMPTY, credits });
    expect([of(["张三"]), of(["x".repeat(101)]), of(Array(51).fill("张三"))]).toEqual([
      true, false, false,
    ]);
  });
});

it("half a character is left out, and keeps nothing else from being saved", () => {
  const { form } = formOf({ ...EMPTY, title: "钢铁\ud83d", synopsis: "好 \ud83d\ude00", credits: ["\udc00张三"] });
  expect([form.title, form.synopsis, form.credits]).toEqual(["钢铁", "好 \ud83d\ude00", ["张三"]]);
});

it("what the API says of a value is said of its field", () => {
  const said = { "form.credits.0": "a", "contact.person": "b", "contact.phone": "c", email: "d", "form.more.budget": "e" };
  expect(answersIn(said)).toEqual({ credits: "a", contact: "b", phone: "c", email: "d", budget: "e" });
});

it("a form and its contact become answers and back", () => {
  const typed = { title: "钢铁脊梁", theme: "green", phone: "1", email: "he@example.com" };
  const stand = formOf({ ...EMPTY, ...typed, contact: "何联系" });
  expect(stand.contact).toEqual({ person: "何联系", phone: "1", email: "he@example.com" });
  const more = { budget: "1200" };
  const entry = { ...stand, form: { ...stand.form, more } };
  expect(formOf(answersOf(entry, []))).toEqual(entry);
});
