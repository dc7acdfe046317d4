/** What everybody may read about a contest. */

import { client, unwrap } from "./client";

export const getContest = (contest: string) =>
  unwrap(client.GET("/public/{contest_id}", { params: { path: { contest_id: contest } } }));

/** The award rounds whose winners are public, provisional or final. */
export const listAwards = (contest: string) =>
  unwrap(client.GET("/public/{contest_id}/awards", { params: { path: { contest_id: contest } } }));

export const listContests = () => unwrap(client.GET("/public"));
