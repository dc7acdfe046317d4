/** Objections of the public to provisional winners. */

import type { ObjectionMade } from "../document";
import { client, unwrap } from "./client";

export const makeObjection = (contest: string, body: ObjectionMade) =>
  unwrap(client.POST("/public/{contest_id}/objections", { params: { path: { contest_id: contest } }, body }));

export const getAnswer = (contest: string, code: string) =>
  unwrap(
    client.POST("/public/{contest_id}/objections/answer", {
      params: { path: { contest_id: contest } }, body: { code },
    }),
  );
