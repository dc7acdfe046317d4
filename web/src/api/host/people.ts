/** Invitations, judges' conflicts, units, and their publicity reports. */

import type {
  ConflictSettlement, InvitationRequest, ReportDecision, Role, SheetUpload,
} from "../../document";
import { client, unwrap } from "../client";

const of = (contest: string) => ({ path: { contest_id: contest } });
const ofInvited = (contest: string, role: Role, account: string) => ({
  path: { contest_id: contest, role, account },
});

export const listInvited = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/invitations", { params: of(contest) }));

export const invite = (contest: string, body: InvitationRequest) =>
  unwrap(client.POST("/host/{contest_id}/invitations", { params: of(contest), body }));

export const mailInvitation = (contest: string, role: Role, account: string) =>
  unwrap(
    client.POST("/host/{contest_id}/invitations/{role}/{account}/mail", {
      params: ofInvited(contest, role, account),
    }),
  );

/** Withdraws an invitation, or revokes the role. */
export const revokeInvitation = (contest: string, role: Role, account: string) =>
  unwrap(
    client.DELETE("/host/{contest_id}/invitations/{role}/{account}", {
      params: ofInvited(contest, role, account),
    }),
  );

export const blankSheetAddress = (contest: string): string => `/host/${contest}/invitations/sheet`;

export const previewSheet = (contest: string, body: SheetUpload) =>
  unwrap(client.POST("/host/{contest_id}/invitations/sheets", { params: of(contest), body }));

export const commitSheet = (contest: string, sha256: string, body: SheetUpload) =>
  unwrap(
    client.POST("/host/{contest_id}/invitations/sheets/{sha256}/commit", {
      params: { path: { contest_id: contest, sha256 } }, body,
    }),
  );

export const listConflicts = (contest: string, judge: string) =>
  unwrap(
    client.GET("/host/{contest_id}/judges/{judge}/conflicts", {
      params: { path: { contest_id: contest, judge } },
    }),
  );

export const settleConflict = (
  contest: string, judge: string, entry: string, body: ConflictSettlement,
) =>
  unwrap(
    client.POST("/host/{contest_id}/judges/{judge}/conflicts/{entry_id}", {
      params: { path: { contest_id: contest, judge, entry_id: entry } }, body,
    }),
  );

export const listUnits = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/units", { params: of(contest) }));

export const mergeUnits = (contest: string, names: [string, string, ...string[]]) =>
  unwrap(client.POST("/host/{contest_id}/units/merge", { params: of(contest), body: { names } }));

export const keepUnitsApart = (contest: string, first: string, second: string) =>
  unwrap(
    client.POST("/host/{contest_id}/units/apart", { params: of(contest), body: { first, second } }),
  );

export const listReports = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/publicity", { params: of(contest) }));

export const settleReport = (contest: string, unit: string, report: string, body: ReportDecision) =>
  unwrap(
    client.POST("/host/{contest_id}/publicity/{unit}/{report}", {
      params: { path: { contest_id: contest, unit, report } }, body,
    }),
  );
