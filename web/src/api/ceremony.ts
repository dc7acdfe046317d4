/** The invitation to the ceremony, and its answer: of a work that has won, and of a unit. */

import type { CeremonyAnswer } from "../document";
import { client, unwrap } from "./client";

const OF_WORK = "/entrant/{contest_id}/entries/{entry_id}/ceremony";
const OF_UNIT = "/unit/{contest_id}/ceremony";

/** Refused with `ceremony.not_invited` for whoever is not. */
export const getCeremonyOfWork = (contest: string, entry: string) =>
  unwrap(client.GET(OF_WORK, { params: { path: { contest_id: contest, entry_id: entry } } }));

export const answerForWork = (contest: string, entry: string, body: CeremonyAnswer) =>
  unwrap(client.PUT(OF_WORK, { params: { path: { contest_id: contest, entry_id: entry } }, body }));

export const getCeremonyOfUnit = (contest: string) =>
  unwrap(client.GET(OF_UNIT, { params: { path: { contest_id: contest } } }));

export const answerForUnit = (contest: string, body: CeremonyAnswer) =>
  unwrap(client.PUT(OF_UNIT, { params: { path: { contest_id: contest } }, body }));
