import type { Figure } from './figures.ts';
import { quantile } from './figures.ts';

/** When a hint's preview passed the places on its way, in milliseconds from the press. */
export interface Legs {
  /** The question left the page. */
  readonly asked: number;
  /** The answer came; and how long the studio had it, from question to colours. */
  readonly answered: number;
  readonly studio: number;
  /** The colours themselves came. */
  readonly fetched: number;
}

declare global {
  interface Window {
    /** Forgets what passed before; the next preview is watched. */
    watchLegs(): void;
    /** What was noted of the first preview since, from the time of an event. */
    legsSince(event: number): Legs;
  }
}

/** Watches the way of previews in a page before its own scripts run. Travels as text: it can use nothing from outside. */
export function installLegs(): void {
  let noted = { asked: NaN, answered: NaN, studio: NaN };
  const seen = new WeakSet<WebSocket>();
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    if (typeof data === 'string' && data.includes('"quality":"preview"') && Number.isNaN(noted.asked)) noted.asked = performance.now();
    if (!seen.has(this)) {
      seen.add(this);
      this.addEventListener('message', ({ data: answer }: MessageEvent<unknown>) => {
        if (typeof answer !== 'string' || !answer.includes('"quality":"preview"') || !Number.isNaN(noted.answered)) return;
        noted.answered = performance.now();
        noted.studio = Number(/"milliseconds":([\d.]+)/.exec(answer)?.[1]);
      });
    }
    send.call(this, data);
  };
  window.watchLegs = () => {
    noted = { asked: NaN, answered: NaN, studio: NaN };
    performance.clearResourceTimings();
  };
  window.legsSince = (event) => {
    const { asked, answered, studio } = noted;
    const plane = performance.getEntriesByType('resource').find(({ name, startTime }) => name.includes('/pictures/plane/') && startTime > asked);
    const fetched = plane instanceof PerformanceResourceTiming ? plane.responseEnd : NaN;
    return { asked: asked - event, answered: answered - event, studio, fetched: fetched - event };
  };
}

/** Where the time of hints until their first colours goes, half of them each. */
export function legFigures(name: string, taken: readonly { readonly first: number; readonly legs: Legs }[]): Figure[] {
  const half = (leg: string, of: (one: (typeof taken)[number]) => number): Figure => ({
    name: `${name}: ${leg}, half`,
    value: quantile(taken.map(of), 0.5),
    unit: 'ms',
    most: null,
  });
  return [
    half('from the press to the question', ({ legs }) => legs.asked),
    half('in the studio, its engine among it', ({ legs }) => legs.studio),
    half('on the way there and back', ({ legs }) => legs.answered - legs.asked - legs.studio),
    half('until the colours are fetched', ({ legs }) => legs.fetched - legs.answered),
    half('until they are drawn', ({ first, legs }) => first - legs.fetched),
  ];
}
