/** The fields that the rules can ask for: how each is typed in, and how long it may be. */

import type { Call, ContactOutput, FormField, FormOutput, Stand, Text } from "../../../document";

/** What is typed into a form and its contact, by the names that the rules have for the fields. */
export type Answers = FormOutput & { contact: string; phone: string; email: string };
export type Field = FormField & { id: keyof Answers };
export type Answer = Answers[keyof Answers];

/** The longest that the API takes, whatever the rules would allow; of each, where there are several. */
export const LONGEST: Record<keyof Answers, number> = {
  title: 100, theme: 64, further_themes: 64, entrant: 100, unit_type: 50, region: 50, credits: 100,
  synopsis: 2000, recommending_unit: 100, remarks: 1000, contact: 50, phone: 30, email: 200,
};
export const EMPTY: Answers = {
  title: "", theme: "", further_themes: [], entrant: "", unit_type: "", region: "", credits: [],
  synopsis: "", recommending_unit: "", remarks: "", contact: "", phone: "", email: "",
};
export const MOST = { credits: 50, further_themes: 20 };

/** What a browser can do for whoever types: fill in what it knows, and show the fitting keys. */
export const TYPED: Partial<Record<keyof Answers, object>> = {
  entrant: { autocomplete: "organization" },
  region: { autocomplete: "address-level1" },
  contact: { autocomplete: "name" },
  phone: { type: "tel", autocomplete: "tel", inputmode: "tel" },
  email: { type: "email", autocomplete: "email", inputmode: "email" },
};

export type Kind = "one" | "several" | "lines" | "text" | "line";
const SEVERAL = ["further_themes", "credits"];

/** `one` or `several` of given ones, `lines` of one each, a `text`, or a `line`. */
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

/** What can be chosen, and what was chosen before the rules became others. */
export function optionsOf(field: Field, call: Call, answer: Answer): Option[] {
  const options: Option[] = field.choices.length
    ? field.choices.map((name) => ({ value: name.zh, name }))
    : call.themes.map(({ id, name, about }) => ({ value: id, name, about }));
  const gone = [answer].flat().filter((given) => given && !meant(options, given));
  return [...options, ...gone.map((value) => ({ value, name: { zh: value, en: value } }))];
}

/** An answer may be given in either language. */
export const meant = (options: Option[], answer: string): Option | undefined =>
  options.find(({ value, name }) => answer === value || answer === name.en);

/** Those that are typed in, in the rules' order; what is measured is not. */
export const fieldsOf = (call: Call): Field[] =>
  call.form.filter((field): field is Field => field.id !== "duration" && !field.measured);

export const longest = (field: Field): number => Math.min(field.max_length, LONGEST[field.id]);

/** Whether the API would take it at all; what browsers hold to by themselves is not asked. */
export const fits = ({ credits }: Answers): boolean =>
  credits.length <= MOST.credits && credits.every((name) => name.length <= LONGEST.credits);

/** One each line, nothing of lines on which nothing is to be seen. */
export const linesOf = (text: string): string[] =>
  text.split("\n").map((line) => line.trim()).filter((line) => /[^\s\p{C}]/u.test(line));

export const answersOf = ({ form, contact }: Pick<Stand, "form" | "contact">): Answers => ({
  ...form, contact: contact.person, phone: contact.phone, email: contact.email,
});

export function filledOf(answers: Answers): { form: FormOutput; contact: ContactOutput } {
  const { contact: person, phone, email, ...form } = answers;
  return { form, contact: { person, phone, email } };
}
