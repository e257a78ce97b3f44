/** Runs something at once, but not more often than every so many milliseconds; what was wanted meanwhile is done once at the end of them. */
export function every(milliseconds: number, work: () => void): { run: () => void; end: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let wanted = false;
  const rest = (): void => {
    timer = null;
    if (!wanted) return;
    wanted = false;
    run();
  };
  function run(): void {
    if (timer !== null) {
      wanted = true;
      return;
    }
    timer = setTimeout(rest, milliseconds);
    work();
  }
  return {
    run,
    end: () => {
      if (timer !== null) clearTimeout(timer);
      wanted = false;
    },
  };
}
