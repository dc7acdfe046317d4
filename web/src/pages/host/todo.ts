/** What waits for the host, the most urgent first. */

import type { AwardRoundOverview, HostOverview, UnitReport } from "../../document";
import { awardedRound } from "./rounds/awardedRound";

export interface Todo {
  key: "objections" | "revocations" | "undecided" | "confirm" | "begin" | "late" | "overdue" | "films" | "entering" | "reports" | "held";
  n: number;
  /** The page that it leads to, with its parameters. */
  page: string;
  params?: Record<string, string>;
  urgent: boolean;
}

export interface Waiting {
  overview: Pick<HostOverview, "rounds" | "now" | "held_back">;
  awards: Pick<AwardRoundOverview, "id" | "status" | "open_objections" | "open_revocations">[];
  late: number;
  overdue: number;
  /** Works that cannot be watched as they should. */
  films: number;
  reports: Pick<UnitReport, "status">[];
  /** Works with too few reviews in closed rounds, by round. */
  undecided: Record<string, number>;
}

export function todosOf({ overview, awards, late, overdue, films, reports, undecided }: Waiting): Todo[] {
  const found: Todo[] = [];
  const add = (key: Todo["key"], n: number, page: string, urgent: boolean, params: Record<string, string> = {}) => {
    if (n) found.push({ key, n, page, params, urgent });
  };
  add("objections", awards.reduce((sum, one) => sum + one.open_objections, 0), "host-objections", true);
  for (const one of awards) add("revocations", one.open_revocations, "host-award", true, { awardRound: one.id });
  for (const round of overview.rounds)
    add("undecided", undecided[round.id] ?? 0, "host-round", true, { round: round.id });
  for (const one of awards) add("confirm", one.status === "proposed" ? 1 : 0, "host-award", true, { awardRound: one.id });
  add("held", overview.held_back, "host-certificates", true);
  const awarded = awardedRound(overview);
  overview.rounds.forEach((round, index) => {
    const ready = round === awarded && round.state === "closed" && !round.award_round && !undecided[round.id];
    add("begin", ready ? 1 : 0, "host-awards", false);
    const before = overview.rounds[index - 1];
    const mayEnter = before?.state === "closed" && !before.award_round && round.state === null;
    add("entering", mayEnter ? 1 : 0, "host-round", false, { round: round.id });
  });
  add("late", late, "host-works", false);
  add("overdue", overdue, "host-works", true);
  add("films", films, "host-works", false);
  add("reports", reports.filter(({ status }) => status === "pending").length, "host-publicity", false);
  return [...found.filter(({ urgent }) => urgent), ...found.filter(({ urgent }) => !urgent)];
}
