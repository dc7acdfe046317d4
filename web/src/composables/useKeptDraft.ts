/** Drafts that outlive their component until they are saved: if a page is left or loaded again, or the
 * session ends, nothing that was typed is lost. */

import { effectScope, onScopeDispose, reactive, watch } from "vue";
import { me } from "../api/session";
import { currentView } from "../api/view";
import { askBeforeLeaving } from "./askBeforeLeaving";
import type { Draft, Saved } from "./draft";
import { forgetHere, storedHere, storeHere } from "./storedHere";

const STORAGE_KEY = "laurel.draft";
/** Milliseconds that drafts have to be saved before their writer signs out. */
const LAST_SAVE = 2_000;

interface Kept {
  draft: { readonly clean: boolean; flush(): Promise<boolean> };
  /** The account's id. */
  writer: string;
  /** The component that shows it now. */
  shownBy: symbol;
  /** Ends its place in the browser. */
  end: () => void;
}

const kept = new Map<string, Kept>();
const reader = () => me.value?.id ?? "";
/** Drafts of whoever reads the page now. Those of others wait for them. */
const own = () => [...kept.values()].filter(({ writer }) => writer === reader());

/** The draft of this key and this person that is not saved yet, else the one that `open` makes. */
export function useKeptDraft<T extends object>(key: string, open: () => Draft<T>): Draft<T> {
  // Through another's eyes nothing can be saved.
  if (currentView.value) return reactive(open()) as unknown as Draft<T>;
  const writer = reader();
  const place = `${STORAGE_KEY} ${writer} ${key}`;
  const shownBy = Symbol(key);
  const before = kept.get(place);
  const draft = (before?.draft ?? reactive(open())) as unknown as Draft<T>;
  kept.set(place, { draft, writer, shownBy, end: before?.end ?? storeUnsaved(place, draft) });
  if (!draft.clean) void draft.flush();
  onScopeDispose(async () => {
    const saved = await draft.flush();
    // By now another component may show the same draft.
    if (!saved || kept.get(place)?.shownBy !== shownBy) return;
    kept.get(place)?.end();
    kept.delete(place);
  });
  return draft;
}

/** Recovers what this window kept of the draft, and keeps there what is not saved. */
function storeUnsaved<T extends object>(place: string, draft: Draft<T>): () => void {
  const unsaved = storedHere<{ typed: T; saved: Saved<T> }>(place);
  if (unsaved) draft.recover(unsaved);
  const scope = effectScope(true);
  const follow = () => {
    if (draft.clean) forgetHere(place);
    else storeHere(place, { typed: draft.typed, saved: draft.saved });
  };
  scope.run(() => watch(() => [draft.typed, draft.saved], follow, { immediate: true, flush: "sync" }));
  return () => scope.stop();
}

export async function saveDrafts(): Promise<void> {
  const all = Promise.all(own().map(({ draft }) => draft.flush()));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, LAST_SAVE))]);
}

export function forgetDrafts(): void {
  for (const { end } of kept.values()) end();
  kept.clear();
}

export const hasUnsaved = () => own().some(({ draft }) => !draft.clean);
/** Of the reader's, or of whoever was it until the session ended. */
const waits = () => (me.value ? own() : [...kept.values()]).some(({ draft }) => !draft.clean);

addEventListener("beforeunload", (event) => waits() && askBeforeLeaving(event));
// A phone may end a hidden page without any further event.
addEventListener("visibilitychange", () => {
  if (document.hidden) for (const { draft } of own()) void draft.flush();
});
