import { describe, expect, it } from "vitest";
import { zonedTime } from "../../src/pages/screener/zonedTime";

describe("a time by the contest's clock", () => {
  it.each([
    ["Asia/Shanghai", "2024-08-05T18:00", "2024-08-05T18:00:00+08:00"],
    ["UTC", "2024-08-05T18:00", "2024-08-05T18:00:00+00:00"],
    ["America/St_Johns", "2024-01-05T18:00", "2024-01-05T18:00:00-03:30"],
    ["Europe/Berlin", "2024-01-05T18:00", "2024-01-05T18:00:00+01:00"],
    ["Europe/Berlin", "2024-08-05T18:00", "2024-08-05T18:00:00+02:00"],
  ])("is sent with the offset of %s on that day", (zone, typed, sent) => {
    expect(zonedTime(typed, zone)).toBe(sent);
  });

  it.each([
    ["Europe/Berlin", "2024-10-27T01:59", "2024-10-27T01:59:00+02:00"],
    ["Europe/Berlin", "2024-10-27T02:30", "2024-10-27T02:30:00+01:00"],
    ["America/New_York", "2024-11-03T01:30", "2024-11-03T01:30:00-05:00"],
    ["America/New_York", "2024-11-03T00:30", "2024-11-03T00:30:00-04:00"],
  ])("is the later one if the clock of %s shows %s twice", (zone, typed, sent) => {
    expect(zonedTime(typed, zone)).toBe(sent);
  });

  it.each([
    ["Europe/Berlin", "2024-03-31T02:30", "2024-03-31T01:30:00Z"],
    ["America/New_York", "2024-03-10T02:30", "2024-03-10T07:30:00Z"],
  ])("is as long after the change if the clock of %s skips %s", (zone, typed, moment) => {
    expect(Date.parse(zonedTime(typed, zone))).toBe(Date.parse(moment));
  });
});
