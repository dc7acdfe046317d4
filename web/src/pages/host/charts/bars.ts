/** What the bars of a chart show. */

export interface Bar {
  name: string;
  n: number;
  /** What stands for the others together. */
  rest?: boolean;
}

/** The first ones, and the others together under `rest`. */
export function most(bars: Bar[], count: number, rest: string): Bar[] {
  if (bars.length <= count + 1) return bars;
  const others = bars.slice(count).reduce((sum, { n }) => sum + n, 0);
  return [...bars.slice(0, count), { name: rest, n: others, rest: true }];
}

const DAY = 86_400_000;

/** Every day from the first to the last, also those without any. Days are plain dates. */
export function everyDay(counts: Record<string, number>): { day: string; n: number }[] {
  const days = Object.keys(counts).sort();
  if (!days.length) return [];
  const [first, last] = [days[0]!, days.at(-1)!].map((day) => Date.parse(day)) as [number, number];
  return Array.from({ length: (last - first) / DAY + 1 }, (_, index) => {
    const day = new Date(first + index * DAY).toISOString().slice(0, 10);
    return { day, n: counts[day] ?? 0 };
  });
}

/** How many works have no review, one, two and so on, up to the most that are asked for. */
export function byReviews(entries: { submitted: number; asked: number }[]): number[] {
  const asked = Math.max(0, ...entries.map((one) => one.asked));
  const counts = Array.from({ length: asked + 1 }, () => 0);
  for (const one of entries) counts[Math.min(one.submitted, asked)]! += 1;
  return counts;
}
