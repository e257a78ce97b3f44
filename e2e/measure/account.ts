import type { Browser } from 'playwright-core';
import * as z from 'zod';

/** What a browser writes down of its work, as far as it is needed here; times in microseconds. */
const eventSchema = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number().default(0),
  /** How long it took, and how much of that the thread had a processor. */
  dur: z.number().default(0),
  tdur: z.number().default(0),
});
type TraceEvent = z.infer<typeof eventSchema>;

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'cc', 'blink', 'toplevel', 'v8', 'loading'];

/** Kinds of work of a page's main thread, by the names that the browser gives its steps; the first that fits counts. */
const kinds = {
  'rubbish collected': /GC|Scavenge/i,
  script: /^(FunctionCall|FireAnimationFrame|RunMicrotasks|EvaluateScript|v8|EventDispatch|TimerFire|AsyncTask|EventTiming)/i,
  style: /recalc|UpdateLayoutTree|updateStyle|InvalidateStyle/i,
  layout: /performLayout|LayoutLifecycle|^Layout$|InlineNode/,
  'pictures and answers loaded': /Resource|Loader|Fetch|Image|SimpleWatcher/i,
  painting: /Paint|Layerize|Compositing|CullRect|UpdateLayer/i,
  'handed to the compositor': /commit|LayerTreeHost|ProxyMain/i,
  pointer: /HitTest|Input|Mouse/i,
} as const;
type Kind = keyof typeof kinds | 'other';

/** Where the time of frames went, each as a share of it in [0, 1]. */
export interface Account {
  readonly frames: number;
  readonly long: number;
  /** The main thread had a processor and worked, by kinds, the largest first. */
  readonly worked: readonly (readonly [kind: Kind, share: number])[];
  /** It had nothing to do, or waited for a processor. */
  readonly waited: number;
}

/** Has the browser write down its work meanwhile. */
async function traced(browser: Browser, work: () => Promise<unknown>): Promise<TraceEvent[]> {
  const protocol = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  protocol.on('Tracing.dataCollected', ({ value }) => events.push(...z.array(eventSchema).parse(value)));
  await protocol.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES } });
  await work();
  const complete = new Promise((resolve) => protocol.once('Tracing.tracingComplete', resolve));
  await protocol.send('Tracing.end');
  await complete;
  await protocol.detach();
  return events;
}

/** The time that each step of a thread had a processor itself, without the steps within it. */
function ownTimes(events: readonly TraceEvent[]): { name: string; at: number; own: number }[] {
  const steps = events.toSorted((one, other) => one.ts - other.ts || other.dur - one.dur).map((event) => ({ ...event, own: event.tdur }));
  const around: (typeof steps)[number][] = [];
  for (const step of steps) {
    while (around.length > 0 && around[around.length - 1].ts + around[around.length - 1].dur <= step.ts) around.pop();
    const parent = around.at(-1);
    if (parent !== undefined) parent.own -= step.tdur;
    around.push(step);
  }
  return steps.map(({ name, ts, own }) => ({ name, at: ts, own: Math.max(0, own) }));
}

const kindOf = (name: string): Kind => (Object.keys(kinds) as (keyof typeof kinds)[]).find((kind) => kinds[kind].test(name)) ?? 'other';

/** Accounts for the frames over `limit` milliseconds of the page that animates while something is done. */
export async function accountFor(browser: Browser, limit: number, work: () => Promise<unknown>): Promise<Account> {
  const events = (await traced(browser, work)).filter(({ ph }) => ph === 'X');
  const threads = Map.groupBy(events, ({ pid, tid }) => `${pid}/${tid}`);
  const beginnings = (thread: readonly TraceEvent[]): number[] => thread.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts);
  const main = [...threads.values()].reduce((most, thread) => (beginnings(thread).length > beginnings(most).length ? thread : most), []);
  const starts = [...new Set(beginnings(main))].sort((one, other) => one - other);
  const frames = starts.slice(1).map((end, index) => [starts[index], end] as const);
  const long = frames.filter(([start, end]) => end - start > 1000 * limit);
  const all = long.reduce((sum, [start, end]) => sum + end - start, 0);
  const sums = new Map<Kind, number>();
  let next = 0;
  for (const { name, at, own } of ownTimes(main)) {
    while (next < long.length && long[next][1] <= at) next++;
    if (next === long.length || at < long[next][0]) continue;
    const kind = kindOf(name);
    sums.set(kind, (sums.get(kind) ?? 0) + own / all);
  }
  const worked = [...sums].sort(([, one], [, other]) => other - one);
  return { frames: frames.length, long: long.length, worked, waited: 1 - worked.reduce((sum, [, share]) => sum + share, 0) };
}
