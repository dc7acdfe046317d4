/** Drafts that outlive their component until they are saved: if a page is left, or the session ends,
 * nothing that was typed is lost. */

import { onScopeDispose, reactive } from "vue";
import type { Draft } from "./draft";

interface Kept {
  draft: { readonly clean: boolean; flush(): Promise<boolean> };
  /** The component that shows it now. */
  shownBy: symbol;
}

const kept = new Map<string, Kept>();

/** The draft of this key that is not saved yet, else the one that `open` makes. */
export function useKeptDraft<T extends object>(key: string, open: () => Draft<T>): Draft<T> {
  const shownBy = Symbol(key);
  const draft = (kept.get(key)?.draft ?? reactive(open())) as unknown as Draft<T>;
  kept.set(key, { draft, shownBy });
  if (!draft.clean) void draft.flush();
  onScopeDispose(async () => {
    const saved = await draft.flush();
    // By now another component may show the same draft.
    if (saved && kept.get(key)?.shownBy === shownBy) kept.delete(key);
  });
  return draft;
}

const hasUnsaved = () => [...kept.values()].some(({ draft }) => !draft.clean);

addEventListener("beforeunload", (event) => hasUnsaved() && event.preventDefault());
// A phone may end a hidden page without any further event.
addEventListener("visibilitychange", () => {
  if (document.hidden) for (const { draft } of kept.values()) void draft.flush();
});
