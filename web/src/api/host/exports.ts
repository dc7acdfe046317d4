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

export async function exportInFull(contest: string, kind: ExportKind, body: FullExportRequest): Promise<Blob> {
  const params = { path: { contest_id: contest, export: kind } };
  return (await unwrap(client.POST("/host/{contest_id}/exports/{export}", { params, body, parseAs: "blob" }))) as Blob;
}
