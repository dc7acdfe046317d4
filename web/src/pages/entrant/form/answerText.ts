/** An answer as people read it, in their language. */

import type { Call } from "../../../document";
import { language, read } from "../../../i18n";
import { type Answer, type Field, kindOf, meant, optionsOf } from "./fields";

export function shown(field: Field, call: Call, answer: Answer): string {
  const given = [answer].flat().filter(Boolean);
  const kind = kindOf(field);
  if (kind !== "one" && kind !== "several") return given.join("\n");
  const options = optionsOf(field, call, answer);
  const names = given.map((one) => meant(options, one)).map((one) => one && read(one.name));
  return names.join(language() === "zh" ? "、" : ", ");
}
