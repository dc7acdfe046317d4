/** The list of invited people, and what a new invitation sends. */

import type { CallForEntries, InvitationRequest, InvitationSummary, Role } from "../../../document";
import { localize } from "../../../i18n";
import { addressOf, halfWidth } from "../../../typed";

/** The roles into which the host invites. */
export const ROLES = ["judge", "screener", "unit"] as const satisfies Role[];

export interface PeopleFilter {
  role: Role | "";
  status: InvitationSummary["status"] | "";
  typed: string;
}

export function filtered(people: InvitationSummary[], { role, status, typed }: PeopleFilter): InvitationSummary[] {
  const wanted = halfWidth(typed).toLowerCase();
  return people.filter(
    (one) =>
      (!role || one.role === role) && (!status || one.status === status) &&
      [one.name, one.address, one.unit].some((text) => text.toLowerCase().includes(wanted)),
  );
}

/** A recommending unit by its name, a judge's employer as it was typed. */
export function unitName({ role, unit }: Pick<InvitationSummary, "role" | "unit">, units: CallForEntries["units"]): string {
  const known = role === "unit" ? units.find(({ id }) => id === unit) : undefined;
  return known ? localize(known.name) : unit;
}

export interface TypedInvitation {
  role: (typeof ROLES)[number];
  address: string;
  name: string;
  unit: string;
  themes: string[];
  expertise: string;
  maxLoad: number | undefined;
}

/** Themes, expertise and the most works are a judge's alone. */
export function invitationOf(typed: TypedInvitation): InvitationRequest {
  const judge = typed.role === "judge";
  const expertise = typed.expertise.split(/[,;、，；\n]/).map((one) => one.trim()).filter(Boolean);
  return {
    role: typed.role,
    address: addressOf(typed.address),
    name: typed.name.trim(),
    unit: typed.role === "screener" ? "" : typed.unit.trim(),
    themes: judge ? typed.themes : [],
    expertise: judge ? expertise : [],
    max_load: judge ? (typed.maxLoad ?? null) : null,
  };
}
