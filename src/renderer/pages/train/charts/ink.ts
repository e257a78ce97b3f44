import { createSubscriber } from 'svelte/reactivity';

/** Tells when the window becomes light or dark: canvases do not follow by themselves. */
const watchTheme = createSubscriber((update) => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'lang'] });
  system.addEventListener('change', update);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', update);
  };
});

/** Colours and type of the page as a canvas needs them. */
export interface Ink {
  readonly text: string;
  readonly line: string;
  readonly series: readonly string[];
  readonly font: string;
}

/** The ink of an element in the theme of now. Reactive. */
export function inkOf(element: HTMLElement): Ink {
  watchTheme();
  const probe = element.appendChild(document.createElement('span'));
  // Where motion is reduced every change of colour takes a millisecond, and would be read before it has happened.
  probe.style.transitionProperty = 'none';
  const colour = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const ink = {
    text: colour('--text-quiet'),
    line: colour('--line'),
    series: [1, 2, 3, 4, 5, 6].map((number) => colour(`--series-${number}`)),
    font: `12px ${getComputedStyle(element).fontFamily}`,
  };
  probe.remove();
  return ink;
}
