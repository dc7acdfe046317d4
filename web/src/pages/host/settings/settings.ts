/** What the rules of a contest say, as sections of names and texts. */

import type { CallForEntries, HostOverview, RulesInForce } from "../../../document";
import { formatBytes, formatDateTime, formatEnd } from "../../../format";
import { i18n, localize } from "../../../i18n";
import { mediaRows } from "../../../mediaRows";
import { spanText } from "./span";

export type Row = [name: string, text: string];

export interface Section {
  title: string;
  rows: Row[];
}

interface Settings {
  contest: CallForEntries;
  rules: RulesInForce;
  plan: HostOverview["plan"];
}

const t = (key: string, values: Record<string, unknown> = {}): string => i18n.global.t(key, values);
const lines = (...texts: (string | false | null)[]): string => texts.filter(Boolean).join("\n");
const yes = (is: boolean): string => t(is ? "host.settings.yes" : "host.settings.no");
const none = (text: string): string => text || t("host.settings.none");
const count = (n: number | null): string => (n === null ? t("host.settings.any_number") : String(n));
const listed = (texts: string[]): string => none(texts.join(t("separator")));

export const sectionsOf = (all: Settings): Section[] => [
  { title: t("host.settings.dates"), rows: dates(all) },
  { title: t("host.settings.media"), rows: mediaRows(all.contest.media) },
  { title: t("host.settings.entering"), rows: entering(all) },
  { title: t("host.settings.themes"), rows: all.contest.themes.map(({ name, about }) => [localize(name), localize(about)]) },
  { title: t("host.settings.screening"), rows: screening(all) },
  { title: t("host.settings.criteria"), rows: criteria(all) },
  { title: t("host.settings.rounds"), rows: rounds(all) },
  { title: t("host.settings.awards"), rows: awards(all) },
  { title: t("host.settings.objections"), rows: objections(all) },
  { title: t("host.settings.mails"), rows: mails(all) },
  { title: t("host.settings.viewing"), rows: viewing(all) },
  { title: t("host.settings.retention"), rows: retention(all) },
];

function dates({ contest, rules }: Settings): Row[] {
  const { submission_opens, submission_closes, grace, screening_closes, ceremony, ceremony_note } = contest.dates;
  const from = (iso: string) => formatDateTime(iso, contest.time_zone);
  const to = (iso: string) => formatEnd(iso, contest.time_zone);
  const announced = ceremony_note ? localize(ceremony_note) : t("host.settings.later");
  return [
    [t("host.settings.opens"), from(submission_opens)],
    [t("host.settings.closes"), to(submission_closes)],
    [t("host.settings.grace"), none(spanText(grace))],
    [t("host.settings.screening_closes"), to(screening_closes)],
    ...rules.rounds.map(({ name, opens, closes }): Row => [
      localize(name), t("host.settings.from_to", { from: from(opens), to: to(closes) }),
    ]),
    [t("host.settings.ceremony"), ceremony ? from(ceremony) : announced],
  ];
}

/** The first that a pattern such as `GY-{number:04}` gives. */
const firstNumber = (pattern: string): string =>
  pattern.replace(/\{number(?::0(\d+))?\}/, (_, width?: string) => "1".padStart(Number(width ?? 1), "0"));

function entering({ contest, rules: { limits, entry_number } }: Settings): Row[] {
  const bytes = limits.bytes_per_day;
  return [
    [t("host.settings.units"), String(contest.units.length)],
    [t("host.settings.entry_number"), firstNumber(entry_number)],
    [t("host.settings.entries_per_entrant"), count(limits.entries_per_entrant)],
    [t("host.settings.entries_per_day"), count(limits.entries_per_day)],
    [t("host.settings.uploads_per_day"), count(limits.uploads_per_day)],
    [t("host.settings.bytes_per_day"), bytes === null ? count(null) : formatBytes(bytes)],
    [t("host.settings.one_theme"), yes(limits.one_theme_per_work)],
  ];
}

const screening = ({ rules: { screening: asked } }: Settings): Row[] => [
  [t("host.settings.second"), t(`host.settings.second_for.${asked.confirmed_by_second}`)],
  [t("host.settings.resubmit"), none(spanText(asked.resubmit_within))],
  [t("host.settings.overdue"), none(spanText(asked.overdue_after))],
  [t("host.settings.undo"), none(spanText(asked.undo_within))],
  [t("host.settings.reasons"), lines(...asked.reasons.map(({ text }) => localize(text)))],
];

function criteria({ contest }: Settings): Row[] {
  const all = contest.criteria.reduce((sum, { weight }) => sum + weight, 0);
  return contest.criteria.map(({ name, about, weight, points }) => {
    const percent = Number(((100 * weight) / all).toFixed(1));
    return [localize(name), lines(t("host.settings.weight", { weight, percent, points }), about && localize(about))];
  });
}

function rounds({ contest, rules }: Settings): Row[] {
  const { scoring, comments, conflicts } = rules;
  const nameOf = (id: string) => localize(contest.criteria.find((one) => one.id === id)!.name);
  return [
    ...rules.rounds.map((one, index): Row => [localize(one.name), lines(
      t("host.settings.reviews", { n: one.reviews_per_entry }), t("host.settings.load", { n: one.max_load }),
      index > 0 && entered(one),
      scoring.rounds === "weighted" && t("host.settings.round_weight", { n: one.weight }),
    )]),
    [t("host.settings.method"), t(`host.settings.method_is.${scoring.method}`)],
    ...(rules.rounds.length > 1 ? [[t("host.settings.combined"), t(`host.settings.combined_by.${scoring.rounds}`)] as Row] : []),
    [t("host.settings.min_reviews"), t("host.settings.min_reviews_is", { n: scoring.min_reviews })],
    [t("host.settings.ties"), none(scoring.ties.map(nameOf).join(t("host.settings.then")))],
    [t("host.settings.conflicts"), listed(conflicts.map((one) => t(`host.settings.conflict.${one}`)))],
    [t("host.settings.entrants_judge"), yes(rules.entrants_may_judge)],
    [t("host.settings.comments"), comments.to === "host" ? t("host.settings.comments_host") : t(`host.settings.comments_from.${comments.shown}`)],
  ];
}

const entered = ({ best_number, best_percent, ties_enter }: RulesInForce["rounds"][number]): string =>
  (best_number === null ? t("host.settings.best_percent", { n: best_percent }) : t("host.settings.best_number", { n: best_number })) +
  t("host.comma") + t(ties_enter ? "host.settings.ties_enter" : "host.settings.ties_stay");

function awards({ plan, rules }: Settings): Row[] {
  const rows = plan.map(({ name, award_name, kind, number, min_score, place, award }): Row => {
    const how = t(`host.awards.kind.${kind}`, { n: number, least: min_score });
    const counted = kind === "overall" || kind === "criterion";
    return [
      place === award ? localize(name) : t("host.settings.level", { award: localize(award_name), level: localize(name) }),
      counted ? t("host.settings.places", { n: number, how }) : how,
    ];
  });
  return [...rows, [t("host.settings.confirmed_by"), t("host.settings.people", { n: rules.confirmation.people })]];
}

const objections = ({ rules: { objections: asked } }: Settings): Row[] => [
  [t("host.settings.period"), none(spanText(asked.period))],
  [t("host.settings.entrants_first"), spanText(asked.entrants_first) || t("host.settings.with_everybody")],
];

const mails = ({ rules }: Settings): Row[] =>
  Object.entries(rules.mails).map(([occasion, sent]) => [
    t(`host.settings.mail.${occasion}`), t(sent ? "host.settings.sent" : "host.settings.not_sent"),
  ]);

function viewing({ rules: { viewing: limits, gallery } }: Settings): Row[] {
  const shown = (["poster", "film", "synopsis", "credits"] as const).filter((part) => gallery[part]);
  return [
    [t("host.settings.short_side"), t("host.settings.pixels", { n: limits.short_side })],
    [t("host.settings.rate"), t("front.at_most", { size: `${limits.megabits} Mbit/s` })],
    [t("host.settings.slow_lines"), yes(limits.slow_lines)],
    [t("host.settings.new_keys"), yes(limits.new_keys_each_round)],
    [t("host.settings.gallery"), listed(shown.map((part) => t(`host.settings.gallery_part.${part}`)))],
  ];
}

const retention = ({ rules: { retention: kept } }: Settings): Row[] => [
  [t("host.settings.personal_data"), none(spanText(kept.personal_data))],
  [t("host.settings.media_kept"), none(spanText(kept.media_of_unawarded))],
  [t("host.settings.stay_named"), yes(kept.awards_stay_named)],
];
