/** The browser and the system that a user agent names, as people call them; "" if it names none. */

/** The first that matches counts: most browsers name others besides themselves. */
const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger\//, "微信 WeChat"],
  [/QQBrowser\//, "QQ 浏览器"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

export function browserIn(agent: string): string {
  const first = (known: [RegExp, string][]) => known.find(([mark]) => mark.test(agent))?.[1];
  return [first(BROWSERS), first(SYSTEMS)].filter(Boolean).join(" · ");
}
