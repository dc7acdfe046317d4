/** A region of China as a form has it: 湖南省长沙市 is the province and the city. */

import { DIVISIONS } from "./divisions";

export interface Region {
  province: string;
  /** Empty for a municipality, and while none is chosen. */
  city: string;
}

export const PROVINCES = Object.keys(DIVISIONS);
export const citiesOf = (province: string): string[] => DIVISIONS[province] ?? [];

const SUFFIX = /(省|市|特别行政区|(壮族|回族|维吾尔)?自治区)$/;
const GAP = /^[\s/／·、,，-]+/;

/** As people type it: with or without 省 and 市, with something between, or the city alone. What is
 * no division of China stays as it is, as the province. */
export function regionOf(answer: string): Region {
  const text = answer.trim();
  for (const province of PROVINCES) {
    const [name] = [province, province.replace(SUFFIX, "")].filter((written) => text.startsWith(written));
    if (!name) continue;
    const rest = text.slice(name.length).replace(GAP, "");
    return { province, city: cityIn(province, rest) ?? rest };
  }
  for (const province of PROVINCES) {
    const city = text && cityIn(province, text);
    if (city) return { province, city };
  }
  return { province: text, city: "" };
}

const cityIn = (province: string, text: string): string | undefined =>
  text ? citiesOf(province).find((city) => city === text || city.replace(/[市州盟]$|地区$/, "") === text) : undefined;
