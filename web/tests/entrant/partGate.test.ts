import { beforeEach, describe, expect, it } from "vitest";
import { MOST_PARALLEL, PartGate } from "../../src/pages/entrant/upload/partGate";

let gate: PartGate;
let begun: number[];
beforeEach(() => {
  gate = new PartGate();
  begun = [];
});
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

async function enter(...parts: number[]): Promise<void> {
  for (const part of parts) void gate.enter().then(() => begun.push(part));
  await settle();
}

describe("the parts of an upload", () => {
  it("begin with one, since nobody knows yet how fast the line is", async () => {
    await enter(1, 2, 3);
    expect(begun).toEqual([1]);
  });

  it("go side by side once the line has shown to be fast", async () => {
    await enter(1, 2, 3, 4, 5);
    gate.leave(800);
    await settle();
    expect(begun).toEqual([1, 2, 3, 4]);
    expect(begun.length - 1).toBe(MOST_PARALLEL);
  });

  it("go one by one on a slow line, also if it becomes slow", async () => {
    await enter(1, 2, 3, 4, 5, 6);
    gate.leave(40_000);
    await settle();
    expect(begun).toEqual([1, 2]);
    gate.leave(500);
    await settle();
    expect(begun).toEqual([1, 2, 3, 4, 5]);
    for (let part = 0; part < 3; part++) gate.leave(20_000);
    await settle();
    expect(begun).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("that have failed say nothing about the line", async () => {
    await enter(1, 2, 3);
    gate.leave(null);
    await settle();
    expect(begun).toEqual([1, 2]);
  });
});

describe("a closed gate", () => {
  it("lets no part begin, and tells when those under way have ended", async () => {
    await enter(1, 2);
    let drained = false;
    void gate.close().then(() => (drained = true));
    await settle();
    expect(drained).toBe(false);
    gate.leave(100);
    await enter(3);
    expect([drained, begun]).toEqual([true, [1]]);
  });

  it("has ended at once if nothing is under way", async () => {
    await gate.close();
    await enter(1);
    expect(begun).toEqual([]);
  });
});
