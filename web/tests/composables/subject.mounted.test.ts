// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { defineComponent, h, KeepAlive, nextTick, ref, shallowRef } from "vue";
import { subject, useSubject } from "../../src/composables/subject";
import { mount } from "../mounted";

const name = ref("钢铁脊梁");
const Work = defineComponent(() => (useSubject(() => name.value), () => h("p")));
const Place = defineComponent(() => (useSubject(() => "奖项"), () => h("p")));
const Plain = defineComponent(() => () => h("p"));

it("a page says what it is about as long as it is shown, also if it is kept", async () => {
  const shown = shallowRef(Plain);
  const at = async (page: typeof Plain) => {
    shown.value = page;
    await nextTick();
    await nextTick();
    return subject();
  };
  mount(defineComponent(() => () => h(KeepAlive, () => h(shown.value))));
  expect(await at(Work)).toBe("钢铁脊梁");
  expect(await at(Place)).toBe("奖项");
  name.value = "绿水青山";
  await nextTick();
  expect(subject()).toBe("奖项");
  expect([await at(Work), await at(Plain)]).toEqual(["绿水青山", ""]);
});
