import { describe, expect, it } from "vitest";
import { TransferRate } from "../../src/pages/entrant/upload/transferRate";

describe("a transfer rate", () => {
  it("is unknown before a second has passed", () => {
    const rate = new TransferRate();
    rate.add(0, 0);
    rate.add(500, 900);
    expect([rate.bytesPerSecond, rate.secondsFor(1000)]).toEqual([null, null]);
  });

  it("is that of the last seconds", () => {
    const rate = new TransferRate();
    for (let second = 0; second <= 10; second++) rate.add(second * 100, second * 1000);
    for (let second = 11; second <= 20; second++) rate.add(1000 + (second - 10) * 50, second * 1000);
    expect([rate.bytesPerSecond, rate.secondsFor(1000)]).toEqual([50, 20]);
  });

  it("starts over when a part is sent again", () => {
    const rate = new TransferRate();
    rate.add(900, 0);
    rate.add(100, 2000);
    rate.add(300, 4000);
    expect(rate.bytesPerSecond).toBe(100);
  });

  it("predicts no end while nothing moves", () => {
    const rate = new TransferRate();
    rate.add(5, 0);
    rate.add(5, 3000);
    expect([rate.bytesPerSecond, rate.secondsFor(1000)]).toEqual([0, null]);
  });
});
