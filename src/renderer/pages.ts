import type { Component } from 'svelte';

/** A page: the pattern of its address, and its code, which is loaded when it is first shown. */
interface PageRow<Path extends string> {
  readonly path: Path;
  readonly load: () => Promise<{ default: Component }>;
}

const page = <const Path extends string>(path: Path, load: PageRow<Path>['load']): PageRow<Path> => ({ path, load });

/** Every page of the window. Adding one: a folder in `pages` and a row. */
export const pageTable = {
  home: page('/', () => import('./pages/home/HomePage.svelte')),
  bin: page('/bin', () => import('./pages/home/BinPage.svelte')),
  data: page('/projects/:project/data', () => import('./pages/data/DataPage.svelte')),
  train: page('/projects/:project/train', () => import('./pages/train/TrainPage.svelte')),
  compare: page('/projects/:project/compare', () => import('./pages/compare/ComparePage.svelte')),
  draw: page('/projects/:project/describe', () => import('./pages/describe/DescribePage.svelte')),
  convert: page('/convert', () => import('./pages/convert/ConvertPage.svelte')),
  conversion: page('/convert/:conversion', () => import('./pages/convert/ConversionPage.svelte')),
  paint: page('/paint', () => import('./pages/paint/PaintingsPage.svelte')),
  painting: page('/paint/:painting', () => import('./pages/paint/PaintingPage.svelte')),
  describe: page('/describe', () => import('./pages/describe/DescribePage.svelte')),
  activity: page('/activity', () => import('./pages/activity/ActivityPage.svelte')),
  settings: page('/settings', () => import('./pages/settings/SettingsPage.svelte')),
};

/** The name of a page. */
export type PageName = keyof typeof pageTable;

type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** What the address of a page names. */
export type PageParameters<Name extends PageName> = { readonly [Key in NamesIn<(typeof pageTable)[Name]['path']>]: string | number };

/** The pages of a project, in the order of its tabs. */
export const projectPages = ['data', 'train', 'compare', 'draw'] as const satisfies readonly PageName[];
export type ProjectPage = (typeof projectPages)[number];
