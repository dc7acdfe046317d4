/** The audit records of a contest, and whether their chains are intact. */

import type { SubjectKind } from "../../document";
import { client, unwrap } from "../client";

const of = (contest: string) => ({ contest_id: contest });

export interface AuditSearch {
  kind?: SubjectKind;
  entry?: string;
}

export const readAudit = (contest: string, search: AuditSearch, cursor: string) =>
  unwrap(
    client.GET("/host/{contest_id}/audit", { params: { path: of(contest), query: { ...search, cursor } } }),
  );

/** Of so many chains a request, until there is no cursor any more. */
export const verifyAudit = (contest: string, cursor: string) =>
  unwrap(
    client.GET("/host/{contest_id}/audit/verification", { params: { path: of(contest), query: { cursor } } }),
  );
