/** The certificates of a contest, and the archive of all of them. */

import type { CorrectionRequest, SpeltRequest } from "../../document";
import { client, unwrap } from "../client";

const of = (contest: string) => ({ path: { contest_id: contest } });
const ofOne = (contest: string, code: string) => ({ path: { contest_id: contest, code } });

/** All of them, and the winners whose certificates are held back. */
export const listCertificates = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/certificates", { params: of(contest) }));

/** Issues one that is held back. */
export const issueCertificate = (contest: string, body: SpeltRequest) =>
  unwrap(client.POST("/host/{contest_id}/certificates", { params: of(contest), body }));

/** Where one can be downloaded, for a while. */
export const getCertificate = (contest: string, code: string) =>
  unwrap(client.GET("/host/{contest_id}/certificates/{code}", { params: ofOne(contest, code) }));

export const correctCertificate = (contest: string, code: string, body: CorrectionRequest) =>
  unwrap(
    client.POST("/host/{contest_id}/certificates/{code}/correction", {
      params: ofOne(contest, code), body,
    }),
  );

/** Refused with `item.missing` while nobody has asked for one. */
export const getArchive = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/certificate-archive", { params: of(contest) }));

export const askForArchive = (contest: string) =>
  unwrap(client.POST("/host/{contest_id}/certificate-archive", { params: of(contest) }));
