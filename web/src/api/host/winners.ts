/** What the host does about winners: the ceremony, and packages for media partners. */

import type { CeremonyRequest, PackageRequest } from "../../document";
import { client, unwrap } from "../client";

const of = (contest: string) => ({ path: { contest_id: contest } });

export const getCeremony = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/ceremony", { params: of(contest) }));

/** Mails whoever is not invited yet. */
export const inviteWinners = (contest: string, body: CeremonyRequest) =>
  unwrap(client.POST("/host/{contest_id}/ceremony", { params: of(contest), body }));

export const ceremonySheetAddress = (contest: string): string => `/host/${contest}/ceremony.xlsx`;

export const listPackages = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/media-packages", { params: of(contest) }));

/** The answer has the link, which nobody can read again. */
export const makePackage = (contest: string, body: PackageRequest) =>
  unwrap(client.POST("/host/{contest_id}/media-packages", { params: of(contest), body }));

export const endPackage = (contest: string, id: string) =>
  unwrap(
    client.POST("/host/{contest_id}/media-packages/{package}/end", {
      params: { path: { contest_id: contest, package: id } },
    }),
  );
