/** The fields that the rules can ask for: how each is filled in, and how long it may be. */

import type { CallForEntries, ContactOutput, FormField, FormOutput, EntryView, Text } from "../../../document";
import { lengthOf } from "../../../typed";

export type Answer = string | string[];
/** The usual fields of a form and its contact, as the API knows them. */
export type UsualAnswers = Omit<FormOutput, "more"> & { contact: string; phone: string; email: string };
/** All answers of a form, by the field names of the rules: the usual ones, and those of the contest. */
export type Answers = UsualAnswers & Record<string, Answer>;

/** Characters that the API accepts, whatever the rules allow. For lists: of each item. */
export const MAX_LENGTHS: Record<keyof UsualAnswers, number> = {
  title: 100, theme: 64, further_themes: 64, entrant: 100, unit_type: 50, region: 50, credits: 100,
  synopsis: 2000, recommending_unit: 100, remarks: 1000, ai_use: 64, ai_how: 500, contact: 50, phone: 60, email: 200,
};
/** Characters that the API accepts in a field of the contest. */
export const MAX_OWN_LENGTH = 1000;
export const EMPTY: Answers & UsualAnswers = {
  title: "", theme: "", further_themes: [], entrant: "", unit_type: "", region: "", credits: [],
  synopsis: "", recommending_unit: "", remarks: "", ai_use: "", ai_how: "", contact: "", phone: "", email: "",
};
/** Items that the API accepts. */
export const MAX_ITEMS = { credits: 50, further_themes: 20 };

/** With these a browser offers known values and a fitting keyboard. */
export const INPUT_ATTRIBUTES: Record<string, object> = {
  entrant: { autocomplete: "organization" },
  region: { autocomplete: "address-level1" },
  contact: { autocomplete: "name" },
  phone: { type: "tel", autocomplete: "tel", inputmode: "tel" },
  email: { autocomplete: "email", inputmode: "email" },
};
const BY_TYPE: Record<string, object> = {
  number: { inputmode: "decimal" }, date: { type: "date" }, link: { type: "url", inputmode: "url" },
};
export const attributesOf = (field: FormField): object =>
  (field.type ? BY_TYPE[field.type] : INPUT_ATTRIBUTES[field.id]) ?? {};

export type Kind = "one" | "several" | "lines" | "text" | "line";
const SEVERAL = ["further_themes", "credits"];
const LONG = ["synopsis", "remarks", "ai_how"];
/** A text of the contest's own that may be longer than this gets several rows. */
const LINE_LENGTH = 200;

/** `one` or `several` of given options; `lines` with one item each; a long `text`; or one `line`. */
export function kindOf(field: FormField): Kind {
  if (field.type) return kindOfType(field);
  const several = SEVERAL.includes(field.id);
  if (field.choices.length || field.id.endsWith("theme") || field.id === "further_themes") {
    return several ? "several" : "one";
  }
  if (several) return "lines";
  return LONG.includes(field.id) ? "text" : "line";
}

function kindOfType({ type, max_length }: FormField): Kind {
  if (type === "choices") return "several";
  if (type === "choice" || type === "yes_no") return "one";
  return type === "text" && max_length > LINE_LENGTH ? "text" : "line";
}

export interface Option {
  value: string;
  name: Text;
  about?: Text;
}

/** What can be chosen, and what was chosen before the rules changed. */
export function optionsOf(field: FormField, contest: CallForEntries, answer: Answer): Option[] {
  const options = offeredBy(field, contest);
  const retired = [answer].flat().filter((value) => value && !findOption(options, value));
  return [...options, ...retired.map((value) => ({ value, name: { zh: value, en: value } }))];
}

const YES_NO: Option[] = [
  { value: "yes", name: { zh: "是", en: "Yes" } }, { value: "no", name: { zh: "否", en: "No" } },
];

/** As the API names the choices of `ai_use`, in their order. */
const AI_USES = ["none", "partly", "wholly"];

function offeredBy({ id, type, choices }: FormField, contest: CallForEntries): Option[] {
  if (type === "yes_no") return YES_NO;
  if (id === "ai_use") return choices.map((name, n) => ({ value: AI_USES[n] ?? "", name }));
  if (choices.length) return choices.map((name) => ({ value: name.zh, name }));
  return contest.themes.map(({ id, name, about }) => ({ value: id, name, about }));
}

/** The option that an answer names, in either language. */
export const findOption = (options: Option[], answer: string): Option | undefined =>
  options.find(({ value, name }) => answer === value || answer === name.en);

/** The fields to be filled in, in the order of the rules. Those that are measured are left out. */
export const fieldsOf = (contest: CallForEntries): FormField[] =>
  contest.form.filter(({ id, measured }) => id !== "duration" && !measured);

const isUsual = (id: string): id is keyof UsualAnswers => id in MAX_LENGTHS;

export const maxLength = ({ id, max_length }: FormField): number =>
  Math.min(max_length, isUsual(id) ? MAX_LENGTHS[id] : MAX_OWN_LENGTH);

/** Whether the API would accept the list. Of a text that is too long, it says so itself. */
export const fits = ({ credits }: Answers): boolean =>
  credits.length <= MAX_ITEMS.credits && credits.every((name) => lengthOf(name) <= MAX_LENGTHS.credits);

/** One item a line. Lines without visible characters are left out. */
export const linesOf = (text: string): string[] =>
  text.split("\n").map((line) => line.trim()).filter((line) => /[^\s\p{C}]/u.test(line));

/** An answer for each field of the rules, and what was answered to fields that they no longer have. */
export function answersOf(
  { form: { more, ...form }, contact }: Pick<EntryView, "form" | "contact">, fields: FormField[],
): Answers {
  const own = fields.filter(({ type }) => type).map((field) => [field.id, emptyAnswer(field)]);
  return {
    ...(Object.fromEntries(own) as Record<string, Answer>), ...more, ...form,
    contact: contact.person, phone: contact.phone, email: contact.email,
  };
}

const emptyAnswer = (field: FormField): Answer => (kindOf(field) === "several" ? [] : "");

/** Half of a character, which a cut in the wrong place leaves; by `u`, a whole one does not match. The API
 * accepts no such text. */
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

const wellFormed = (answers: Answers): Answers =>
  JSON.parse(JSON.stringify(answers), (_, value: unknown) =>
    typeof value === "string" ? value.replace(LONE_SURROGATE, "") : value,
  ) as Answers;

/** What is said of values of a request, by the fields of the form: `contact.person` is `contact`,
 * `form.credits.0` is `credits`, and `form.more.budget` is `budget`. */
export function answersIn(paths: Record<string, string>): Record<string, string> {
  const named = Object.entries(paths).map(([path, sentence]) => {
    const [part = "", name = part] = path.replace("form.more.", "form.").split(".");
    return [part === "contact" && name === "person" ? "contact" : name, sentence];
  });
  return Object.fromEntries(named) as Record<string, string>;
}

export function formOf(answers: Answers): { form: FormOutput; contact: ContactOutput } {
  const { contact: person, phone, email, ...rest } = wellFormed(answers);
  const usual = Object.entries(rest).filter(([id]) => isUsual(id));
  const own = Object.entries(rest).filter(([id, answer]) => !isUsual(id) && answer.length);
  const form = Object.fromEntries(usual) as Omit<FormOutput, "more">;
  return { form: { ...form, more: Object.fromEntries(own) }, contact: { person, phone, email } };
}
