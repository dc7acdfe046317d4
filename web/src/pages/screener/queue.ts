/** Which works a screener lists. The choice stands in the page's address, so that it outlasts a
 * reload and the way back from a work. */

import { shallowRef } from "vue";
import type { LocationQuery, LocationQueryRaw } from "vue-router";
import type { CallForEntries, ListedEntry } from "../../document";
import { i18n, localize } from "../../i18n";

/** In the order of the choices. */
export const STATES = ["screening", "returned", "rejected", "in_review", "reviewed", "awarded", "not_awarded", "not_judged"] as const;
export const FLAGS = ["duplicates", "warnings", "marks", "ai", "proposed", "theme_change"] as const satisfies ListedEntry["flags"][number][];
/** Days that a work has waited, at least. */
export const AGES = [3, 7, 14, 30] as const;

export interface Choice {
  status: (typeof STATES)[number];
  theme: string;
  unit: string;
  region: string;
  flag: (typeof FLAGS)[number] | "";
  /** Days; 0 for any. */
  age: number;
  overdue: boolean;
  /** Only what the screener decided on. */
  mine: boolean;
}

export const ALL: Choice = {
  status: "screening", theme: "", unit: "", region: "", flag: "", age: 0, overdue: false, mine: false,
};

/** What was listed last: the way back from a work leads there. */
export const lastChoice = shallowRef<Choice>(ALL);

/** Where that list was left: how many of its works had been read, and which one was opened last. */
export const lastPlace = { list: "", listed: 0, opened: "" };

const text = (value: LocationQuery[string] | undefined): string => (typeof value === "string" ? value : "");
const known = <T extends string>(value: string, choices: readonly T[]): T | undefined =>
  choices.find((one) => one === value);

/** What is not known in an address counts as not chosen. */
export function choiceOf(query: LocationQuery): Choice {
  const status = known(text(query.status), STATES) ?? "screening";
  return {
    status,
    theme: text(query.theme),
    unit: text(query.unit),
    region: text(query.region),
    flag: known(text(query.flag), FLAGS) ?? "",
    age: AGES.find((days) => String(days) === query.age) ?? 0,
    overdue: query.overdue === "1",
    mine: status !== "screening" && query.mine === "1",
  };
}

/** Only what differs from all that wait. */
export function addressOf(choice: Choice): LocationQueryRaw {
  const { age, overdue, mine, status, ...rest } = choice;
  const texts = Object.entries(rest).filter(([, value]) => value);
  return {
    ...Object.fromEntries(texts),
    ...(status !== "screening" && { status }),
    ...(age && { age: String(age) }),
    ...(overdue && { overdue: "1" }),
    ...(mine && status !== "screening" && { mine: "1" }),
  };
}

/** As the API takes it: only what was chosen, so that all that wait have the address that the page's
 * HTML asks for beforehand. */
export function queryOf(choice: Choice) {
  const { status, theme, unit, region, flag, age, overdue, mine } = choice;
  return {
    ...(status !== ALL.status && { status }),
    ...(theme && { theme }), ...(unit && { unit }), ...(region && { region }), ...(flag && { flag }),
    ...(age && { older_than_days: age }), ...(overdue && { overdue }), ...(mine && { by_me: mine }),
  };
}

export const isFiltered = (choice: Choice): boolean =>
  Object.keys(addressOf({ ...choice, status: "screening" })).length > 0 || choice.mine;

/** What was chosen, in words. */
export function namesOf(choice: Choice, { themes, units }: Pick<CallForEntries, "themes" | "units">): string[] {
  const { t } = i18n.global;
  const nameIn = (all: (typeof themes[number] | typeof units[number])[], id: string) => {
    const found = all.find((one) => one.id === id);
    return found ? localize(found.name) : id;
  };
  return [
    t(`screening.state.${choice.status}`), nameIn(themes, choice.theme), nameIn(units, choice.unit), choice.region,
    choice.flag && t(`screening.flag.${choice.flag}`), choice.age ? t("screening.filter.days", { n: choice.age }) : "",
    choice.overdue ? t("screening.overdue") : "", choice.mine ? t("screening.mine_decided") : "",
  ].filter(Boolean);
}

const isAnothers = ({ claim }: Pick<ListedEntry, "claim">): boolean => Boolean(claim && !claim.mine);

/** The work that has waited next longest after the one that was decided, or the first of the list
 * again. Left out are works that other screeners deal with and, unless they alone are listed, those that wait for
 * a second screener: the reader may be the first. */
export async function nextAfter(
  list: AsyncIterable<ListedEntry>, decided: Pick<ListedEntry, "id" | "since">, flag: Choice["flag"] = "",
): Promise<string | undefined> {
  let first: string | undefined;
  for await (const one of list) {
    if (one.id === decided.id || isAnothers(one)) continue;
    if (flag !== "proposed" && one.flags.includes("proposed")) continue;
    if (Date.parse(one.since) > Date.parse(decided.since)) return one.id;
    first ??= one.id;
  }
  return first;
}

/** The work after (1) or before (-1) another in the list, without those that other screeners deal
 * with; the first, if the list does not have that one. */
export async function beside(
  list: AsyncIterable<ListedEntry>, id: string, by: 1 | -1,
): Promise<string | undefined> {
  let first: string | undefined;
  let before: string | undefined;
  let isPassed = false;
  for await (const one of list) {
    if (one.id === id) {
      if (by === -1) return before;
      isPassed = true;
    } else if (!isAnothers(one)) {
      if (isPassed) return one.id;
      first ??= one.id;
      before = one.id;
    }
  }
  return isPassed ? undefined : first;
}

/** Whole days since a moment. */
export const daysSince = (iso: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(iso)) / 86_400_000));
