import { expect, it } from "vitest";
import { fileOrAddress } from "../../src/api/host/exports";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

it("takes a list as it was sent, and goes to one that is too large for an answer", async () => {
  const list = new Blob(["a list"], { type: XLSX });
  expect(await fileOrAddress(list)).toBe(list);
  const url = "https://media.example.org/exports/c/1?X-Amz-Signature=2";
  expect(await fileOrAddress(new Blob([JSON.stringify({ url })], { type: "application/json" }))).toBe(url);
});
