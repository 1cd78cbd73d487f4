/** Four to six round steps from 0 or below to the most that is drawn: 1, 2 or 5 times a power of ten, and never a part of one. */
export function roundTicks(least: number, most: number): readonly number[] {
  const [from, to] = [Math.min(0, least), Math.max(1, most)];
  const rough = (to - from) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power);
  const first = Math.floor(from / step);
  const last = Math.ceil(to / step);
  return Array.from({ length: last - first + 1 }, (_, nth) => (first + nth) * step);
}
