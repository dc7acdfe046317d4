import type { CallForEntries } from "../document";
import { localize } from "../i18n";

/** Empty if the rules know no such theme. */
export function themeName({ themes }: Pick<CallForEntries, "themes">, id: string | null | undefined): string {
  const theme = themes.find((one) => one.id === id);
  return theme ? localize(theme.name) : "";
}
