/** Date and time by the clock of a time zone that need not be the browser's. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Adds the offset of the zone: `2024-08-05T18:00` in Asia/Shanghai becomes
 * `2024-08-05T18:00:00+08:00`. When clocks go back, a time that occurs twice means the later one.
 * When they go forward, a time that is skipped means as long after the change. */
export function zonedTime(local: string, timeZone: string): string {
  const wall = Date.parse(`${local}Z`);
  const offsets = [offsetAt(wall - DAY, timeZone), offsetAt(wall + DAY, timeZone)]
    .sort((a, b) => a - b);
  const holds = (minutes: number) => offsetAt(wall - minutes * MINUTE, timeZone) === minutes;
  const minutes = offsets.find(holds) ?? offsets[0] ?? 0;
  const twoDigits = (count: number) => String(Math.floor(count)).padStart(2, "0");
  const distance = Math.abs(minutes);
  const sign = minutes < 0 ? "-" : "+";
  return `${local}:00${sign}${twoDigits(distance / 60)}:${twoDigits(distance % 60)}`;
}

/** Minutes by which the clock of the zone is ahead of UTC at that moment. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName");
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(parts?.value ?? "") ?? [];
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
}

/** A moment by the clock of the zone, as an input shows it: `2024-08-05T18:00`. */
export const wallTime = (iso: string, timeZone: string): string => {
  const at = Date.parse(iso);
  return new Date(at + offsetAt(at, timeZone) * MINUTE).toISOString().slice(0, 16);
};
