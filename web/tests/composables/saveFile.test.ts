import { expect, it, vi } from "vitest";
import { saveFile } from "../../src/composables/saveFile";

it("leaves a file its address for a minute, as Safari reads it late", () => {
  vi.useFakeTimers();
  const link = { href: "", download: "", click: vi.fn() };
  vi.stubGlobal("document", { createElement: () => link });
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:1");
  const revoke = vi.spyOn(URL, "revokeObjectURL").mockImplementation(() => undefined);
  saveFile(new Blob(["x"]), "laurel-data.json");
  expect([link.href, link.download, link.click.mock.calls.length]).toEqual(["blob:1", "laurel-data.json", 1]);
  vi.advanceTimersByTime(59_999);
  expect(revoke).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(revoke).toHaveBeenCalledWith("blob:1");
  vi.useRealTimers();
});
