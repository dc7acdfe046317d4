/** What was typed as date and time, by the clock of a time zone that need not be the browser's. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** `2024-08-05T18:00` in Asia/Shanghai is `2024-08-05T18:00:00+08:00`. A time that a changing clock
 * shows twice is the later one; one that it leaves out is as long after the change. */
export function zoned(local: string, timeZone: string): string {
  const wall = Date.parse(`${local}Z`);
  const near = [offset(wall - DAY, timeZone), offset(wall + DAY, timeZone)].sort((a, b) => a - b);
  const holds = (minutes: number) => offset(wall - minutes * MINUTE, timeZone) === minutes;
  const minutes = near.find(holds) ?? near[0] ?? 0;
  const two = (count: number) => String(Math.floor(count)).padStart(2, "0");
  const far = Math.abs(minutes);
  return `${local}:00${minutes < 0 ? "-" : "+"}${two(far / 60)}:${two(far % 60)}`;
}

/** Minutes by which the zone's clock is ahead of UTC at that moment. */
function offset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName");
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(parts?.value ?? "") ?? [];
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
}
