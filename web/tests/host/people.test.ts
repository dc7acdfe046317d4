import { describe, expect, it } from "vitest";
import type { InvitationSummary } from "../../src/document";
import { filtered, invitationOf } from "../../src/pages/host/people/people";

const person = (name: string, role: "judge" | "unit", status: "invited" | "accepted"): InvitationSummary => ({
  role, name, unit: "湘江大学", themes: [], expertise: [], max_load: null, ends_at: null, account: name,
  address: `${name}@example.org`, status, changed_at: "2024-08-01T00:00:00Z", asked_at: null, mails: 1, ended: false,
});
const PEOPLE = [person("zhou", "judge", "invited"), person("gu", "judge", "accepted"), person("li", "unit", "accepted")];
const names = (filter: Partial<Parameters<typeof filtered>[1]>) =>
  filtered(PEOPLE, { role: "", status: "", typed: "", ...filter }).map(({ name }) => name);

describe("the list of people", () => {
  it("is filtered by role, by answer and by what is typed", () => {
    expect(names({})).toEqual(["zhou", "gu", "li"]);
    expect(names({ role: "judge", status: "accepted" })).toEqual(["gu"]);
    expect(names({ typed: "ＬＩ@" })).toEqual(["li"]);
    expect(names({ typed: "湘江", role: "unit" })).toEqual(["li"]);
  });
});

describe("an invitation", () => {
  const typed = {
    role: "judge" as const, address: " Ｇｕ@Example.org ", name: " 顾清源 ", unit: " 湘江大学 ", themes: ["green"],
    expertise: "工业史、 影视，编剧", maxLoad: 40,
  };

  it("of a judge has what the assignment needs", () => {
    expect(invitationOf(typed)).toEqual({
      role: "judge", address: "gu@example.org", name: "顾清源", unit: "湘江大学", themes: ["green"],
      expertise: ["工业史", "影视", "编剧"], max_load: 40,
    });
  });

  it("of a screener has none of it", () => {
    expect(invitationOf({ ...typed, role: "screener", maxLoad: undefined })).toEqual({
      role: "screener", address: "gu@example.org", name: "顾清源", unit: "", themes: [], expertise: [], max_load: null,
    });
  });
});
