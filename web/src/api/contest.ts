/** What everybody may read about a contest. */

import { client, unwrap } from "./client";

export const getContest = (contest: string) =>
  unwrap(client.GET("/public/{contest_id}", { params: { path: { contest_id: contest } } }));
