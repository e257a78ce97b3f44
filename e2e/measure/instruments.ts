/** What is to be seen: an element, with exactly these words in it, while there is no `without`. */
export interface Sight {
  readonly selector: string;
  readonly words?: string;
  readonly without?: string;
}

/** Frames of a page over some time, in milliseconds each. */
export interface Frames {
  readonly lengths: readonly number[];
  /** The slowest frames and what ran in them. */
  readonly slow: readonly { readonly length: number; readonly ran: readonly string[] }[];
}

interface Instruments {
  /** Waits for the next click or key, and then for each sight; gives milliseconds from the event to the frame that shows it. */
  arm(sights: readonly Sight[]): void;
  /** What `arm` waited for. */
  answered: Promise<number[]>;
  startFrames(): void;
  endFrames(): Frames;
}

declare global {
  interface Window {
    instruments: Instruments;
    /** Milliseconds from the beginning of the navigation to the first frame that shows a usable page; null until then. */
    usableAfter: number | null;
  }
}

/** Puts the instruments into a page before its own scripts run. Travels as text: it can use nothing from outside. */
export function installInstruments(usable: Sight): void {
  const PATIENCE = 20_000;
  const seen = ({ selector, words, without }: Sight): boolean =>
    (without === undefined || document.querySelector(without) === null) &&
    [...document.querySelectorAll(selector)].some((element) => words === undefined || element.textContent.trim() === words);

  /** Calls back once the main thread has painted the first frame in which it is to be seen. */
  const whenPainted = (sight: Sight, painted: (at: number) => void): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => painted(performance.now());
    const look = (): void => {
      // This frame is painted when these callbacks have run; the message comes after it.
      if (seen(sight)) port2.postMessage(null);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };

  let lengths: number[] = [];
  let slow: { length: number; ran: string[] }[] = [];
  let observer: PerformanceObserver | null = null;
  let ended = true;
  const count = (before: number): void => {
    requestAnimationFrame((now) => {
      if (ended) return;
      lengths.push(now - before);
      count(now);
    });
  };

  window.usableAfter = null;
  whenPainted(usable, (at) => (window.usableAfter = at));
  window.instruments = {
    answered: Promise.resolve([]),
    arm(sights) {
      this.answered = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`Not seen: ${JSON.stringify(sights)}`)), PATIENCE);
        const begin = (event: Event): void => {
          for (const kind of ['click', 'keydown']) removeEventListener(kind, begin, { capture: true });
          const waits = sights.map((sight) => new Promise<number>((done) => whenPainted(sight, (at) => done(at - event.timeStamp))));
          void Promise.all(waits).then(resolve);
        };
        for (const kind of ['click', 'keydown']) addEventListener(kind, begin, { capture: true });
      });
    },
    startFrames() {
      [lengths, slow, ended] = [[], [], false];
      observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { scripts } = entry as unknown as { scripts: { invoker: string; sourceURL: string; duration: number }[] };
          const ran = scripts.map(({ invoker, sourceURL, duration }) => `${invoker} ${sourceURL.replace(/^.*\//, '')} ${duration.toFixed(0)} ms`);
          slow.push({ length: entry.duration, ran });
        }
      });
      observer.observe({ type: 'long-animation-frame' });
      requestAnimationFrame(count);
    },
    endFrames() {
      ended = true;
      observer?.disconnect();
      return { lengths, slow: slow.sort((one, other) => other.length - one.length).slice(0, 10) };
    },
  };
}
