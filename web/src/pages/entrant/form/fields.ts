/** The fields that the rules can ask for: how each is filled in, and how long it may be. */

import type { CallForEntries, ContactOutput, FormField, FormOutput, EntryView, Text } from "../../../document";

/** The answers of a form and its contact, by the field names of the rules. What a contest asks beyond
 * them (`more`) is carried on as it is. */
export type Answers = Omit<FormOutput, "more"> & { contact: string; phone: string; email: string };
export type Field = FormField & { id: keyof Answers };
export type Answer = Answers[keyof Answers];

/** Characters that the API accepts, whatever the rules allow. For lists: of each item. */
export const MAX_LENGTHS: Record<keyof Answers, number> = {
  title: 100, theme: 64, further_themes: 64, entrant: 100, unit_type: 50, region: 50, credits: 100,
  synopsis: 2000, recommending_unit: 100, remarks: 1000, contact: 50, phone: 60, email: 200,
};
export const EMPTY: Answers = {
  title: "", theme: "", further_themes: [], entrant: "", unit_type: "", region: "", credits: [],
  synopsis: "", recommending_unit: "", remarks: "", contact: "", phone: "", email: "",
};
/** Items that the API accepts. */
export const MAX_ITEMS = { credits: 50, further_themes: 20 };

/** With these a browser offers known values and a fitting keyboard. */
export const INPUT_ATTRIBUTES: Partial<Record<keyof Answers, object>> = {
  entrant: { autocomplete: "organization" },
  region: { autocomplete: "address-level1" },
  contact: { autocomplete: "name" },
  phone: { type: "tel", autocomplete: "tel", inputmode: "tel" },
  email: { autocomplete: "email", inputmode: "email" },
};

export type Kind = "one" | "several" | "lines" | "text" | "line";
const SEVERAL = ["further_themes", "credits"];

/** `one` or `several` of given options; `lines` with one item each; a long `text`; or one `line`. */
export function kindOf(field: Field): Kind {
  const several = SEVERAL.includes(field.id);
  if (field.choices.length || field.id.endsWith("theme") || field.id === "further_themes") {
    return several ? "several" : "one";
  }
  if (several) return "lines";
  return field.id === "synopsis" || field.id === "remarks" ? "text" : "line";
}

export interface Option {
  value: string;
  name: Text;
  about?: Text;
}

/** What can be chosen, and what was chosen before the rules changed. */
export function optionsOf(field: Field, contest: CallForEntries, answer: Answer): Option[] {
  const options: Option[] = field.choices.length
    ? field.choices.map((name) => ({ value: name.zh, name }))
    : contest.themes.map(({ id, name, about }) => ({ value: id, name, about }));
  const retired = [answer].flat().filter((value) => value && !findOption(options, value));
  return [...options, ...retired.map((value) => ({ value, name: { zh: value, en: value } }))];
}

/** The option that an answer names, in either language. */
export const findOption = (options: Option[], answer: string): Option | undefined =>
  options.find(({ value, name }) => answer === value || answer === name.en);

/** The fields to be filled in, in the order of the rules. Those that are measured are left out. */
export const fieldsOf = (contest: CallForEntries): Field[] =>
  contest.form.filter((field): field is Field => field.id !== "duration" && !field.measured && !field.type);

export const maxLength = (field: Field): number =>
  Math.min(field.max_length, MAX_LENGTHS[field.id]);

/** Whether the API would accept it. Limits that the browser enforces are not checked. */
export const fits = ({ credits }: Answers): boolean =>
  credits.length <= MAX_ITEMS.credits && credits.every((name) => name.length <= MAX_LENGTHS.credits);

/** One item a line. Lines without visible characters are left out. */
export const linesOf = (text: string): string[] =>
  text.split("\n").map((line) => line.trim()).filter((line) => /[^\s\p{C}]/u.test(line));

export const answersOf = ({ form, contact }: Pick<EntryView, "form" | "contact">): Answers => ({
  ...form, contact: contact.person, phone: contact.phone, email: contact.email,
});

/** Half of a character, which a cut in the wrong place leaves. The API accepts no such text. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const wellFormed = (answers: Answers): Answers =>
  JSON.parse(JSON.stringify(answers), (_, value: unknown) =>
    typeof value === "string" ? value.replace(LONE_SURROGATE, "") : value,
  ) as Answers;

/** What is said of values of a request, by the fields of the form: `contact.person` is `contact`,
 * and `form.credits.0` is `credits`. */
export function answersIn(paths: Record<string, string>): Record<string, string> {
  const named = Object.entries(paths).map(([path, sentence]) => {
    const [part = "", name = part] = path.split(".");
    return [part === "contact" && name === "person" ? "contact" : name, sentence];
  });
  return Object.fromEntries(named) as Record<string, string>;
}

export function formOf(answers: Answers): { form: Omit<FormOutput, "more">; contact: ContactOutput } {
  const { contact: person, phone, email, ...form } = wellFormed(answers);
  return { form, contact: { person, phone, email } };
}
