/** What a recommending unit can do: its sheet, its reconciliation, its reports. */

import type { ReportInput, SheetUpload } from "../document";
import { client, unwrap } from "./client";

const of = (contest: string) => ({ path: { contest_id: contest } });
const ofSheet = (contest: string, sha256: string) => ({ path: { contest_id: contest, sha256 } });
const AS_FILE = "blob" as const;

export const getUnit = (contest: string) =>
  unwrap(client.GET("/unit/{contest_id}", { params: of(contest) }));

export const getBlankSheet = (contest: string) =>
  unwrap<Blob>(client.GET("/unit/{contest_id}/sheet", { params: of(contest), parseAs: AS_FILE }));

/** Changes nothing. */
export const checkSheet = (contest: string, body: SheetUpload) =>
  unwrap(client.POST("/unit/{contest_id}/sheets", { params: of(contest), body }));

/** Of a sheet that was checked. To be repeated while rows are left. */
export const commitSheet = (contest: string, sha256: string, body: SheetUpload) =>
  unwrap(client.POST("/unit/{contest_id}/sheets/{sha256}/commit", { params: ofSheet(contest, sha256), body }));

export const getReconciliation = (contest: string) =>
  unwrap(client.GET("/unit/{contest_id}/reconciliation", { params: of(contest) }));

export const getReconciliationSheet = (contest: string) =>
  unwrap<Blob>(
    client.GET("/unit/{contest_id}/reconciliation.xlsx", { params: of(contest), parseAs: AS_FILE }),
  );

/** To the address by which the reader signs in. */
export const mailReconciliation = (contest: string) =>
  unwrap(client.POST("/unit/{contest_id}/reconciliation/mail", { params: of(contest) }));

export const getCertificates = (contest: string) =>
  unwrap(client.GET("/unit/{contest_id}/certificates", { params: of(contest) }));

export const listReports = (contest: string) =>
  unwrap(client.GET("/unit/{contest_id}/publicity", { params: of(contest) }));

/** A report whose link is known already is corrected. */
export const sendReport = (contest: string, body: ReportInput) =>
  unwrap(client.POST("/unit/{contest_id}/publicity", { params: of(contest), body }));

export const getBlankReports = (contest: string) =>
  unwrap<Blob>(client.GET("/unit/{contest_id}/publicity/sheet", { params: of(contest), parseAs: AS_FILE }));

export const checkReports = (contest: string, body: SheetUpload) =>
  unwrap(client.POST("/unit/{contest_id}/publicity/sheets", { params: of(contest), body }));

export const commitReports = (contest: string, sha256: string, body: SheetUpload) =>
  unwrap(
    client.POST("/unit/{contest_id}/publicity/sheets/{sha256}/commit", {
      params: ofSheet(contest, sha256), body,
    }),
  );
