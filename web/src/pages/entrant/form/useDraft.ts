/** The drafts of the entries' forms. One outlives the part of the page that shows it, until it is
 * saved: closed, signed out or reloaded from the list, nothing that was typed is lost. */

import { onScopeDispose, reactive, watch } from "vue";
import * as api from "../../../api/entrant";
import type { Stand } from "../../../document";
import { patiently } from "../../../api/retry";
import { i18n } from "../../../i18n";
import { type Desk, Draft, type Kept } from "./draft";
import { type Answers, answersOf, filledOf, fits } from "./fields";

interface Held {
  draft: Draft<Answers>;
  told: (stand: Stand) => void;
}

const held = new Map<string, Held>();

const keptOf = (stand: Stand): Kept<Answers> => ({ answers: answersOf(stand), edits: stand.edits });

/** `told` of whatever the server answers. */
export function useDraft(contest: string, entry: () => Stand, told: (stand: Stand) => void) {
  const { id } = entry();
  const there = held.get(id) ?? begin(contest, entry(), told);
  there.told = told;
  if (!there.draft.clean) void there.draft.settle();
  watch(entry, (stand) => there.draft.arrived(keptOf(stand)), { immediate: true });
  onScopeDispose(() => void there.draft.settle().then((saved) => saved && forget(id, there, told)));
  return there.draft;
}

function begin(contest: string, stand: Stand, told: (stand: Stand) => void): Held {
  const say = (answer: Stand) => {
    made.told(answer);
    return keptOf(answer);
  };
  const desk: Desk<Answers> = {
    async save(typed, seen, waiting) {
      if (!fits(typed)) throw new api.Refused("form.too_long", 422, [i18n.global.t("form.mend")]);
      const filled = { seen, ...filledOf(typed) };
      return say(await patiently(() => api.fillIn(contest, stand.id, filled), waiting));
    },
    look: async () => say(await api.entry(contest, stand.id)),
  };
  const draft = reactive(new Draft(keptOf(stand), desk)) as Draft<Answers>;
  const made: Held = { draft, told };
  held.set(stand.id, made);
  return made;
}

/** Unless another part of the page shows it by now. */
function forget(id: string, there: Held, told: Held["told"]): void {
  if (there.told === told) held.delete(id);
}

const unsaved = () => [...held.values()].some(({ draft }) => !draft.clean);

addEventListener("beforeunload", (event) => unsaved() && event.preventDefault());
// A phone may end a page that is not seen, without asking anybody.
addEventListener("visibilitychange", () => {
  if (document.hidden) for (const { draft } of held.values()) void draft.settle();
});
