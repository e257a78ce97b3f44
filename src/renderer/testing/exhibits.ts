import { createRawSnippet, mount } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import BeforeAfter from '../components/BeforeAfter.svelte';
import Chooser from '../components/choice/Chooser.svelte';
import Dialog from '../components/Dialog.svelte';
import NumberField from '../components/NumberField.svelte';
import PictureGrid from '../components/PictureGrid.svelte';
import { Curves } from '../pages/train/charts/curves.ts';
import LossChart from '../pages/train/charts/LossChart.svelte';
import Toasts from '../shell/Toasts.svelte';
import { PagedList } from '../state/pagedList.svelte.ts';
import { say } from '../state/toasts.svelte.ts';
import { props } from './props.svelte.ts';
import { slowList } from './slowList.svelte.ts';

/** What an exhibit tells whoever looks at it. */
export type Exhibit = Record<string, unknown>;

/** A picture of one pixel in a shade of its own, as a bitmap: behind it there may follow anything, such as the size of a thumbnail. */
function colour(shade: number): string {
  const bytes = new Uint8Array(58);
  bytes.set([0x42, 0x4d, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24]);
  bytes.set([(shade * 37) % 256, 128, shade % 256], 54);
  return `data:image/bmp,${Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`;
}

/** Curves of so many points: a fall with noise that is the same every time, and one peak in the middle. */
function fall(points: number): Curves {
  const curves = new Curves();
  const step = Float64Array.from({ length: points }, (_, index) => index + 1);
  const loss = step.map((at) => 2 * Math.exp((-3 * at) / points) + 0.1 * Math.sin(at * 12.9898) + (at === points / 2 ? 5 : 0));
  curves.append({ step, series: { loss } });
  return curves;
}

/** Every exhibit by its name: it puts components into an element and gives what they have told. */
export const exhibits: Readonly<Record<string, (target: HTMLElement) => Exhibit>> = {
  grid(target) {
    const urlOf = (index: number): string => (index === 3 ? 'data:image/bmp,broken' : colour(index));
    const told = { asked: [] as number[], opened: [] as string[], selected: new SvelteMap<number, { id: number; url: string; name: string }>() };
    const list = new PagedList((offset, limit) => {
      told.asked.push(offset);
      const items = Array.from({ length: limit }, (_, index) => ({ id: offset + index, url: urlOf(offset + index), name: `picture ${offset + index}` }));
      return Promise.resolve({ total: 50_000, items });
    });
    list.need(0, 0);
    Object.assign(target.style, { width: '640px', height: '480px' });
    mount(PictureGrid, { target, props: { label: 'Many', list, selected: told.selected, onopen: ({ name }) => told.opened.push(name) } });
    return told;
  },

  // It has nothing to show.
  list: () => ({ ...slowList() }),

  compare(target) {
    target.style.width = '400px';
    mount(BeforeAfter, { target, props: { before: colour(200), after: colour(20), alt: 'A colour' } });
    return {};
  },

  chart(target) {
    const told = props<{ range: readonly [number, number] | null; weight: number }>({ range: null, weight: 0.9 });
    const curves = fall(100_000);
    mount(LossChart, {
      target,
      props: {
        title: 'Losses',
        feed: { curves, loading: false, failure: null },
        names: ['loss'],
        labels: ['Loss'],
        get weight() {
          return told.weight;
        },
        get range() {
          return told.range;
        },
        onrange: (range) => void (told.range = range),
        text: '',
      },
    });
    return told;
  },

  number(target) {
    const told = { given: [] as number[] };
    const given = props({ value: 16, problem: null as string | null });
    mount(NumberField, {
      target,
      props: {
        label: 'Size',
        min: 8,
        max: 64,
        step: 8,
        unit: 'px',
        get value() {
          return given.value;
        },
        set value(next) {
          given.value = next;
          given.problem = next > 64 ? 'Must lie between 8 and 64.' : null;
        },
        get problem() {
          return given.problem;
        },
        onchange: (value) => told.given.push(value),
      },
    });
    return told;
  },

  choice(target) {
    const told = props({ value: 'Training 12, 400', refuse: false, chosen: [] as string[] });
    const options = Array.from({ length: 2000 }, (_, index) => {
      const [run, step] = [`Training ${Math.floor(index / 50) + 1}`, (50 - (index % 50)) * 200];
      const marks = index % 50 === 0 ? [{ text: 'newest', tone: 'quiet' } as const] : [];
      return { value: `${run}, ${step}`, label: `${run}, step ${step}`, name: `Step ${step}`, group: { id: run, name: run }, marks };
    });
    // At the foot of the page, where a list has no room below.
    Object.assign(target.style, { position: 'fixed', bottom: '20px', left: '20px', width: '240px' });
    mount(Chooser, {
      target,
      props: {
        label: 'Checkpoint',
        options,
        get value() {
          return told.value;
        },
        set value(next) {
          told.value = next;
        },
        onchange(value) {
          told.chosen.push(value);
          return !told.refuse;
        },
      },
    });
    const next = document.createElement('button');
    next.textContent = 'Next';
    target.append(next);
    return told;
  },

  dialog(target) {
    const told = props({ open: false, closed: 0, undone: 0 });
    const opener = document.createElement('button');
    opener.textContent = 'Ask';
    opener.onclick = () => (told.open = true);
    target.append(opener);
    mount(Toasts, { target, props: {} });
    mount(Dialog, {
      target,
      props: {
        title: 'A question',
        get open() {
          return told.open;
        },
        set open(next) {
          told.open = next;
        },
        onclose: () => told.closed++,
        children: createRawSnippet(() => ({
          render: () => '<p><button id="say">Do it</button></p>',
          setup: (element) => {
            element.querySelector('button')?.addEventListener('click', () => say('It was done.', { undo: () => told.undone++ }));
          },
        })),
      },
    });
    return told;
  },
};
