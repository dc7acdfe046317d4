// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { h, ref } from "vue";
import { me } from "../../src/api/session";
import type { CallForEntries, EntryView, FormField } from "../../src/document";
import ContactCorrection from "../../src/pages/entrant/form/ContactCorrection.vue";
import { answering, find, mount, settled, write } from "../mounted";

const field = (id: string, zh: string) => ({
  id, type: null, label: { zh, en: id }, hint: null, required: true, max_length: 100, choices: [], divisions: null, private: true,
}) as unknown as FormField;
const contest = {
  id: "c", themes: [], units: [], form: [field("title", "作品名称"), field("contact", "联系人"), field("phone", "联系电话"), field("email", "邮箱")],
} as unknown as CallForEntries;
const entry = {
  id: "e", edits: 3, status: "in_review", contact: { person: "周立群", phone: "13800000000", email: "zhou@example.com" },
} as unknown as EntryView;
const CORRECT = "PUT /entrant/c/entries/e/contact";

function shown(of: EntryView) {
  const present = ref(of);
  const page = mount({
    setup: () => () => h(ContactCorrection, { contest, entry: present.value, onChanged: (after: EntryView) => (present.value = after) }),
  });
  return { page, present };
}

it("corrects the phone of a work in review, and says so", async () => {
  me.value = { id: "z", address: "zhou@example.com", name: "", host: false, grants: [] };
  const contact = { ...entry.contact, phone: "13900000001" };
  const asked = answering({ [CORRECT]: { ...entry, edits: 4, contact } });
  const { page, present } = shown(entry);
  find(page, "button", "更正联系方式").click();
  await settled();
  const fields = [...page.querySelectorAll("input")];
  expect(fields.map(({ value }) => value)).toEqual(["周立群", "13800000000", "zhou@example.com"]);
  expect(document.activeElement).toBe(fields[0]);
  write(fields[1]!, "13900000001");
  page.querySelector("form")!.requestSubmit();
  await settled();

  expect(asked).toEqual([[CORRECT, { expected_version: 3, contact }]]);
  expect(page.querySelector("[role=status]")?.textContent).toBe("联系方式已更正。");
  expect(page.querySelector("form")).toBeNull();
  expect(present.value.contact.phone).toBe("13900000001");
});

it("shows what is wrong at its field, and keeps what was typed", async () => {
  answering({
    [CORRECT]: () => Response.json({
      code: "form.bad_phone", title: "电话有误", status: 422,
      reasons: [{ code: "form.bad_phone", field: "phone", sentence: "电话号码有误。" }],
    }, { status: 422, headers: { "content-type": "application/problem+json" } }),
  });
  const { page } = shown(entry);
  find(page, "button", "更正联系方式").click();
  await settled();
  write(page.querySelectorAll("input")[1]!, "12");
  page.querySelector("form")!.requestSubmit();
  await settled();

  const phone = page.querySelectorAll("input")[1]!;
  expect(page.querySelector(`#${phone.id}-wrong`)?.textContent).toBe("电话号码有误。");
  expect(document.activeElement).toBe(phone);
  expect(phone.value).toBe("12");
  find(page, "button", "取消").click();
  await settled();
  expect(find(page, "button", "更正联系方式")).toBe(document.activeElement);
});

it.each(["withdrawn", "disqualified"] as const)("is not offered for a work that is %s", (status) => {
  expect(shown({ ...entry, status }).page.querySelector("button")).toBeNull();
});

it("is read again, beside what the refusal said, if the work has changed so that it cannot be corrected", async () => {
  const said = "现在不能更正联系方式。";
  answering({ [CORRECT]: () => Response.json({ code: "entry.not_possible_now", title: said, reasons: [] }, { status: 409 }) });
  let refreshed = 0;
  const page = mount(ContactCorrection, { contest, entry, onRefresh: () => void (refreshed += 1) });
  find(page, "button", "更正联系方式").click();
  await settled();
  page.querySelector("form")!.requestSubmit();
  await settled();
  expect([refreshed, page.querySelector("[role=alert]")?.textContent]).toEqual([1, said]);
});
