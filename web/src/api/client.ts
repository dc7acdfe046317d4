/** The typed client of the HTTP API, which has the same origin as the pages. */

import createClient from "openapi-fetch";
import type { paths, Problem } from "../document";
import { i18n, language } from "../i18n";
import { Refused, Unanswered } from "./errors";
import { me } from "./session";
import { currentView, isReadOnly, viewFor } from "./view";

/** The answer to a change while the host looks through another's eyes. It is never sent. */
function readOnly(): Response {
  const problem = { code: "view.read_only", title: i18n.global.t("host.view.read_only") };
  return Response.json(problem, { status: 403 });
}

export const client = createClient<paths>();
client.use({
  onRequest: ({ request }): Response | undefined => {
    request.headers.set("Accept-Language", language());
    const view = viewFor(currentView.value, request.method, request.url, Date.now());
    if (view) request.headers.set("X-Laurel-View", view);
    if (isReadOnly(currentView.value, request.method, request.url)) return readOnly();
    return undefined;
  },
  onError: ({ error, request }) => {
    if (!request.signal.aborted) return new Unanswered(String(error));
  },
});

/** The body of a successful response. Throws `Refused` with the sentences of the API, in the
 * reader's language, or `Unanswered`. A 401 ends the session on the page. */
export async function unwrap<T>(
  request: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await request;
  if (response.ok) return data as T;
  const problem = error as Partial<Problem> | undefined;
  if (response.status === 500 || !problem?.code) throw new Unanswered(`${response.status}`);
  if (response.status === 401) me.value = null;
  const reasons = problem.reasons ?? [];
  const sentences = reasons.length ? reasons.map(({ sentence }) => sentence) : [problem.title ?? ""];
  const fields = Object.fromEntries(
    reasons.filter(({ field }) => field).map(({ field, sentence }) => [field, sentence]),
  );
  throw new Refused(problem.code, response.status, sentences, fields);
}
