/** An answer as people read it, in their language. */

import type { CallForEntries, FormField } from "../../../document";
import { i18n, localize } from "../../../i18n";
import { type Answer, findOption, kindOf, optionsOf } from "./fields";

export function answerText(field: FormField, contest: CallForEntries, answer: Answer): string {
  const given = [answer].flat().filter(Boolean);
  const kind = kindOf(field);
  if (kind !== "one" && kind !== "several") return given.join("\n");
  const options = optionsOf(field, contest, answer);
  const names = given.map((value) => findOption(options, value)).map((one) => one && localize(one.name));
  return names.join(i18n.global.t("separator"));
}
