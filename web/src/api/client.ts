/** The typed client of the HTTP API, which has the same origin as the pages. */

import createClient from "openapi-fetch";
import { watch } from "vue";
import type { paths, Problem } from "../document";
import { isBrowsersLanguage, language } from "../i18n";
import { Refused, Unanswered } from "./errors";
import { endSession, me, openedFor } from "./session";
import { currentView, viewFor } from "./view";

/** What was asked for since the page was opened. */
const asked = new Set<string>();

/** Whether the answer may be one that the page's HTML had the browser ask for: at once, in its own
 * language, without a view, and as whoever was signed in then. */
function mayBeAskedAlready(address: string, view: string | null): boolean {
  const again = asked.has(address);
  asked.add(address);
  return !again && !view && isBrowsersLanguage() && !hasSignedInHere;
}

/** Whether somebody signed in after the page was opened. */
let hasSignedInHere = false;
watch(me, (account, before) => account && before === null && (hasSignedInHere = true), { flush: "sync" });

export const client = createClient<paths>();
client.use({
  onRequest: ({ request }) => {
    request.headers.set("Accept-Language", language());
    // In another tab, somebody else may have signed in by now.
    if (request.method !== "GET" && me.value !== undefined) request.headers.set("X-Laurel-Account", openedFor());
    const view = viewFor(currentView.value, request.url);
    if (view) request.headers.set("X-Laurel-View", view);
    // The browser takes no earlier answer for a request with other credentials.
    if (!mayBeAskedAlready(request.url, view)) return new Request(request, { credentials: "include" });
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
  if (response.status === 401) endSession();
  const reasons = problem.reasons ?? [];
  const sentences = reasons.length ? reasons.map(({ sentence }) => sentence) : [problem.title ?? ""];
  const fields = Object.fromEntries(
    reasons.filter(({ field }) => field).map(({ field, sentence }) => [field, sentence]),
  );
  throw new Refused(problem.code, response.status, sentences, fields);
}
