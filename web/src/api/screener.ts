/** What a screener can do. */

import type { Decision, ScreenSaid } from "../document";
import { client, unwrap } from "./client";

export const listWaiting = (contest: string) =>
  unwrap(client.GET("/screener/{contest}/entries", { params: { path: { contest } } }));

export const getCase = (contest: string, entry: string) =>
  unwrap(
    client.GET("/screener/{contest}/entries/{entry}", { params: { path: { contest, entry } } }),
  );

export const decide = (contest: string, entry: string, decision: Decision) =>
  unwrap(
    client.POST("/screener/{contest}/entries/{entry}/decision", {
      params: { path: { contest, entry } },
      body: decision,
    }),
  );

/** Decides whether `entry` and `other` are the same work. */
export const settleDuplicate = (contest: string, entry: string, other: string, body: ScreenSaid) =>
  unwrap(
    client.POST("/screener/{contest}/entries/{entry}/suspicions/{other}", {
      params: { path: { contest, entry, other } },
      body,
    }),
  );
