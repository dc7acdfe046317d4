import { afterEach, expect, it, vi } from "vitest";
import { noteServerTime } from "../../src/api/serverClock";
import { hasRole, isInvited, me } from "../../src/api/session";

afterEach(() => void vi.useRealTimers());
const answer = (date: string) => new Response(null, { headers: { Date: new Date(date).toUTCString() } });

it("roles and invitations end by the server's clock, whatever the browser's says", () => {
  const grant = (status: "accepted" | "invited") =>
    ({ contest: "c", role: "screener", status, ends_at: "2024-08-01T12:00:00Z" }) as const;
  const grants = [grant("accepted"), grant("invited")];
  me.value = { id: "he", address: "", name: "", host: false, grants } as unknown as NonNullable<typeof me.value>;
  const stand = () => [hasRole("c", "screener"), isInvited()];

  vi.useFakeTimers({ now: Date.parse("2024-08-02T00:00:00Z"), toFake: ["Date"] });
  noteServerTime(answer("2024-08-01T11:00:00Z"));
  expect(stand()).toEqual([true, true]);

  vi.setSystemTime(Date.parse("2024-07-30T00:00:00Z"));
  noteServerTime(answer("2024-08-01T12:00:00Z"));
  expect(stand()).toEqual([false, false]);
  noteServerTime(new Response(null));
  expect(stand()).toEqual([false, false]);
});
