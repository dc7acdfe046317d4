/** The drafts of the entries' forms. A draft outlives its component until it is saved: if a form is
 * closed, or the session ends, nothing that was typed is lost. */

import { onScopeDispose, reactive, watch } from "vue";
import * as api from "../../../api/entrant";
import { Refused } from "../../../api/errors";
import { retry } from "../../../api/retry";
import type { CallForEntries, EntryView } from "../../../document";
import { i18n } from "../../../i18n";
import { Draft, type FormStore, type Saved } from "./draft";
import { type Answers, answersIn, answersOf, fieldsOf, fits, formOf } from "./fields";

type OnEntry = (entry: EntryView) => void;

interface OpenDraft {
  draft: Draft<Answers>;
  onEntry: OnEntry;
}

/** By entry id. */
const drafts = new Map<string, OpenDraft>();

const savedOf = (contest: CallForEntries, entry: EntryView): Saved<Answers> => ({
  answers: answersOf(entry, fieldsOf(contest)),
  edits: entry.edits,
});

/** `onEntry` receives every entry that the server sends while it saves. */
export function useDraft(
  contest: CallForEntries, entry: () => EntryView, onEntry: OnEntry,
): Draft<Answers> {
  const { id } = entry();
  const open = drafts.get(id) ?? openDraft(contest, entry(), onEntry);
  open.onEntry = onEntry;
  if (!open.draft.clean) void open.draft.flush();
  watch(entry, (next) => open.draft.receive(savedOf(contest, next)), { immediate: true });
  onScopeDispose(async () => {
    const saved = await open.draft.flush();
    // By now another component may show the same entry.
    if (saved && open.onEntry === onEntry) drafts.delete(id);
  });
  return open.draft;
}

function openDraft(contest: CallForEntries, entry: EntryView, onEntry: OnEntry): OpenDraft {
  const received = (next: EntryView) => {
    open.onEntry(next);
    return savedOf(contest, next);
  };
  const store: FormStore<Answers> = {
    check: (typed) => (fits(typed) ? {} : { credits: i18n.global.t("form.line_too_long") }),
    async save(typed, expectedEdits, onWaiting) {
      const body = { expected_version: expectedEdits, ...formOf(typed) };
      const save = () => api.saveForm(contest.id, entry.id, body).catch(byAnswer);
      return received(await retry(save, onWaiting));
    },
    load: async () => received(await api.getEntry(contest.id, entry.id)),
  };
  const draft = reactive(new Draft(savedOf(contest, entry), store)) as Draft<Answers>;
  const open: OpenDraft = { draft, onEntry };
  drafts.set(entry.id, open);
  return open;
}

/** The API names the fields by their paths in the request. */
function byAnswer(error: unknown): never {
  if (!(error instanceof Refused)) throw error;
  const { code, status, sentences } = error;
  throw new Refused(code, status, sentences, answersIn(error.fields));
}

const hasUnsaved = () => [...drafts.values()].some(({ draft }) => !draft.clean);

addEventListener("beforeunload", (event) => hasUnsaved() && event.preventDefault());
// A phone may end a hidden page without any further event.
addEventListener("visibilitychange", () => {
  if (document.hidden) for (const { draft } of drafts.values()) void draft.flush();
});
