/** The entries of the menu: the name of the page, its label, and its icon. */

export const PLACES = [
  { name: "host", label: "overview", icon: "info" },
  { name: "host-works", label: "works", icon: "play" },
  { name: "host-people", label: "people", icon: "user" },
  { name: "host-units", label: "units", icon: "file" },
  { name: "host-rounds", label: "rounds", icon: "list" },
  { name: "host-awards", label: "awards", icon: "trophy" },
  { name: "host-objections", label: "objections", icon: "mail" },
  { name: "host-certificates", label: "certificates", icon: "star" },
  { name: "host-ceremony", label: "ceremony", icon: "clock" },
  { name: "host-packages", label: "packages", icon: "down" },
  { name: "host-publicity", label: "publicity", icon: "news" },
  { name: "host-audit", label: "audit", icon: "check" },
  { name: "host-settings", label: "settings", icon: "settings" },
] as const;

export type IconName =
  | (typeof PLACES)[number]["icon"] | "menu" | "warn" | "edit" | "print";
