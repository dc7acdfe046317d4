/** Lists to take along as .xlsx: masked, or in full with a reason, on record. */

import type { FullExportRequest } from "../../document";
import { client, unwrap } from "../client";

export type ExportKind = "entries" | "people" | "results";

const of = (contest: string) => ({ path: { contest_id: contest } });

export const getExportRights = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/exports", { params: of(contest) }));

/** `awardRound`: of the results. */
export const exportAddress = (contest: string, kind: ExportKind, awardRound = ""): string =>
  `/host/${contest}/exports/${kind}${awardRound && `?award_round=${awardRound}`}`;

export async function exportInFull(contest: string, kind: ExportKind, body: FullExportRequest): Promise<Blob | string> {
  const params = { path: { contest_id: contest, export: kind } };
  const answer = await unwrap(client.POST("/host/{contest_id}/exports/{export}", { params, body, parseAs: "blob" }));
  return fileOrAddress(answer as Blob);
}

/** The file that was sent, or the address of one that is too large for an answer. */
export async function fileOrAddress(answer: Blob): Promise<Blob | string> {
  if (!answer.type.startsWith("application/json")) return answer;
  return (JSON.parse(await answer.text()) as { url: string }).url;
}
