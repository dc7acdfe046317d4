/** What a screener asks of the API. */

import { answer, client } from "./entrant";
import type { Decision, ScreenSaid } from "../document";

export const waiting = (contest: string) =>
  answer(client.GET("/screener/{contest}/entries", { params: { path: { contest } } }));

export const look = (contest: string, entry: string) =>
  answer(
    client.GET("/screener/{contest}/entries/{entry}", { params: { path: { contest, entry } } }),
  );

export const decide = (contest: string, entry: string, decision: Decision) =>
  answer(
    client.POST("/screener/{contest}/entries/{entry}/decision", {
      params: { path: { contest, entry } },
      body: decision,
    }),
  );

export const settle = (contest: string, entry: string, other: string, said: ScreenSaid) =>
  answer(
    client.POST("/screener/{contest}/entries/{entry}/suspicions/{other}", {
      params: { path: { contest, entry, other } },
      body: said,
    }),
  );
