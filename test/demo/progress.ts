/** Tells in one line how far the history is: over and over on a terminal, once at the end anywhere else. */
export function historyProgress(): (done: number, all: number) => void {
  const startedMs = performance.now();
  let toldMs = 0;
  return (done, all) => {
    const nowMs = performance.now();
    const isLast = done === all;
    const { isTTY } = process.stdout;
    if (!isLast && (!isTTY || nowMs - toldMs < 100)) return;
    toldMs = nowMs;
    const visits = `${count(done)} of ${count(all)} visits`;
    const took = isLast ? `, ${((nowMs - startedMs) / 1000).toFixed(1)} s` : "";
    process.stdout.write(`${isTTY ? "\r" : ""}a year of history: ${visits}${took}${isLast ? "\n" : ""}`);
  };
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}
