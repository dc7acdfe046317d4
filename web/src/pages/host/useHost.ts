/** What the frame has read for all of the host's pages: the overview of the contest. */

import { computed, inject, type InjectionKey, type ShallowRef } from "vue";
import { themeName } from "../../components/themeName";
import type { CallForEntries, HostEntry, HostOverview } from "../../document";
import { formatDateTime, formatEnd } from "../../format";
import { i18n } from "../../i18n";

export interface HostData {
  contest: CallForEntries;
  overview: Readonly<ShallowRef<HostOverview | null>>;
  load: () => Promise<void>;
}

export const HOST: InjectionKey<HostData> = Symbol("the host's overview");

export function useHost() {
  const host = inject(HOST);
  if (!host) throw new Error("not below the host's frame");
  const { contest, overview, load } = host;
  const works = computed(
    () => new Map<string, HostEntry>(overview.value?.works.map((work) => [work.id, work]) ?? []),
  );
  const workOf = (entry: string | null | undefined) => (entry ? works.value.get(entry) : undefined);
  return {
    contest,
    overview,
    load,
    workOf,
    /** The number of a work, such as GY-0412. Ids are never shown. */
    numberOf: (entry: string | null | undefined): string =>
      workOf(entry)?.number || i18n.global.t("host.no_number"),
    themeOf: (id: string | null | undefined): string => themeName(contest, id),
    when: (iso: string): string => formatDateTime(iso, contest.time_zone),
    /** Of what ends then. */
    whenEnds: (iso: string): string => formatEnd(iso, contest.time_zone),
  };
}
