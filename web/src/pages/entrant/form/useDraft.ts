/** The drafts of the entries' forms. */

import { watch } from "vue";
import * as api from "../../../api/entrant";
import { Refused } from "../../../api/errors";
import { retry } from "../../../api/retry";
import { Draft, type FormStore, type Saved } from "../../../composables/draft";
import { useKeptDraft } from "../../../composables/useKeptDraft";
import type { EntryView } from "../../../document";
import { i18n } from "../../../i18n";
import { type Answers, answersIn, answersOf, fits, formOf } from "./fields";

type OnEntry = (entry: EntryView) => void;

/** By entry id: who receives the entries that the server sends. */
const listeners = new Map<string, OnEntry>();

const savedOf = (entry: EntryView): Saved<Answers> => ({
  answers: answersOf(entry),
  edits: entry.edits,
});

/** `onEntry` receives every entry that the server sends while it saves. */
export function useDraft(contestId: string, entry: () => EntryView, onEntry: OnEntry): Draft<Answers> {
  const { id } = entry();
  listeners.set(id, onEntry);
  const draft = useKeptDraft(`entry ${id}`, () => new Draft(savedOf(entry()), storeOf(contestId, id)));
  watch(entry, (next) => draft.receive(savedOf(next)), { immediate: true });
  return draft;
}

function storeOf(contestId: string, id: string): FormStore<Answers> {
  const received = (next: EntryView) => {
    listeners.get(id)?.(next);
    return savedOf(next);
  };
  return {
    check: (typed) => (fits(typed) ? {} : { credits: i18n.global.t("form.line_too_long") }),
    async save(typed, expectedEdits, onWaiting) {
      const body = { expected_version: expectedEdits, ...formOf(typed) };
      const save = () => api.saveForm(contestId, id, body).catch(byAnswer);
      return received(await retry(save, onWaiting));
    },
    load: async () => received(await api.getEntry(contestId, id)),
  };
}

/** The API names the fields by their paths in the request. */
function byAnswer(error: unknown): never {
  if (!(error instanceof Refused)) throw error;
  const { code, status, sentences } = error;
  throw new Refused(code, status, sentences, answersIn(error.fields));
}
