// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { noteContestTime } from "../../src/composables/useDeadline";
import type { CallForEntries, FormField } from "../../src/document";
import NewEntryForm from "../../src/pages/entrant/NewEntryForm.vue";
import { answering, mount, settled, write } from "../mounted";

const at = (date: string) => `2024-${date}T00:00:00+08:00`;
const title = {
  id: "title", type: null, label: { zh: "作品名称", en: "Title" }, hint: null, required: true, max_length: 100, choices: [],
  divisions: null,
} as unknown as FormField;
const contest = {
  id: "c", now: at("07-01"), time_zone: "Asia/Shanghai", themes: [], units: [], form: [title],
  dates: { submission_opens: at("04-15") }, deadline: { at: at("08-01"), grace_until: null },
} as unknown as CallForEntries;
const CREATE = "POST /entrant/c/entries";

it("a work whose creation was not answered is not created a second time", async () => {
  noteContestTime(contest);
  const answers: Record<string, unknown> = { [CREATE]: () => Promise.reject(new TypeError("Failed to fetch")) };
  const asked = answering(answers);
  const page = mount(NewEntryForm, { contest, isFirst: true });
  const create = async (named: string) => {
    write(page.querySelector("input")!, named);
    page.querySelector("form")!.requestSubmit();
    await settled();
  };
  await create("钢铁脊梁");
  await create("钢铁脊梁");
  await create("绿水青山");
  answers[CREATE] = { id: "e" };
  await create("绿水青山");
  const ids = asked.map(([, body]) => (body as { request_id: string }).request_id);
  expect(ids[0]).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/);
  expect(ids).toEqual([ids[0], ids[0], ids[2], ids[2]]);
  expect(ids[2]).not.toBe(ids[0]);

  page.querySelector("button")!.click();
  await settled();
  await create("绿水青山");
  expect((asked[4]![1] as { request_id: string }).request_id).not.toBe(ids[2]);
});
