import * as z from 'zod';
import type { ArchitectureName } from './architectures/index.ts';
import { architectureTable } from './architectures/index.ts';
import type { Direction, Side } from './contract/procedure.ts';

/** What stands in a sample: the held-out picture itself, and what the networks made of it, by its name in the catalog. */
export const sampleColumns = ['real', 'translated', 'back', 'identity', 'drawing', 'unaided', 'hinted', 'drawn', 'found', 'found2', 'found3'] as const;
export type SampleColumn = (typeof sampleColumns)[number];

/** A side of a project. */
interface KindSide {
  /** What training calls its folders and samples. */
  readonly role: string;
  /** Whether there is no training without pictures of it. */
  readonly needed: boolean;
  /** The setting that a training has which learns from it; all do where it is left out. */
  readonly when?: { readonly setting: string; readonly is: unknown };
}

/** What a checkpoint can do with a picture. */
export interface KindDirection {
  readonly name: Direction;
  /** The side whose pictures show it. */
  readonly from: Side;
  /** The side that its results look like; null where that is no other side. */
  readonly to: Side | null;
}

/** What a project can be for. */
export interface ProjectKindRow {
  readonly sides: Readonly<Partial<Record<Side, KindSide>>>;
  readonly directions: readonly [KindDirection, ...KindDirection[]];
  /** Columns of its samples as windows show them. */
  readonly columns: readonly SampleColumn[];
  /** Among them: what goes in, what comes out of it, and what that is held against. */
  readonly before: SampleColumn;
  readonly after: SampleColumn;
  readonly against: SampleColumn;
  /** Whether it learns from what pictures are said to show. */
  readonly captions: boolean;
  /** The project of runs that name none. */
  readonly project: string;
  /** Whether a window offers to begin one. */
  readonly offered: boolean;
}

/** A kind of project is called as the architecture that it trains. */
export type ProjectKind = ArchitectureName;

/** Every kind of project. Adding one: a row, and what the compiler then asks for. */
export const projectKinds: { readonly [Kind in ProjectKind]: ProjectKindRow } = {
  /** A translator between two looks. */
  cyclegan: {
    sides: { a: { role: 'a', needed: true }, b: { role: 'b', needed: true } },
    directions: [
      { name: 'a2b', from: 'a', to: 'b' },
      { name: 'b2a', from: 'b', to: 'a' },
    ],
    columns: ['real', 'translated', 'back', 'identity'],
    before: 'real',
    after: 'translated',
    against: 'back',
    captions: false,
    project: 'Translators',
    offered: true,
  },
  /** A colourist: A holds colour pictures, B sketches of them by the same names. */
  colorize: {
    sides: { a: { role: 'images', needed: true }, b: { role: 'sketches', needed: false, when: { setting: 'lines', is: 'pairs' } } },
    directions: [{ name: 'colorize', from: 'a', to: null }],
    columns: ['drawing', 'unaided', 'hinted', 'real'],
    before: 'drawing',
    after: 'hinted',
    against: 'real',
    captions: false,
    project: 'Colourists',
    offered: true,
  },
  /** A painter from words: A holds its pictures, whose captions come from where the person says. */
  stackgan: {
    sides: { a: { role: 'images', needed: true } },
    directions: [{ name: 'draw', from: 'a', to: null }],
    columns: ['real', 'drawn', 'found', 'found2', 'found3'],
    before: 'real',
    after: 'drawn',
    against: 'real',
    captions: true,
    project: 'Painters',
    offered: true,
  },
};

/** The kinds that a window offers to begin, in their order. */
// One cast: `Object.keys` forgets which strings the keys are.
export const offeredKinds = (Object.keys(projectKinds) as ProjectKind[]).filter((kind) => projectKinds[kind].offered);

/** A kind as it stands in the contract and the catalog. */
export const projectKindSchema = z.enum(Object.keys(architectureTable) as [ProjectKind, ...ProjectKind[]]);

/** The sides of a kind, A first. */
export function sidesOf(kind: ProjectKind): Side[] {
  return (['a', 'b'] as const).filter((side) => projectKinds[kind].sides[side] !== undefined);
}

/** The sides that a training with these settings learns from. */
export function trainedSides(kind: ProjectKind, settings: Readonly<Record<string, unknown>>): Side[] {
  return sidesOf(kind).filter((side) => {
    const when = projectKinds[kind].sides[side]?.when;
    return when === undefined || settings[when.setting] === when.is;
  });
}

/** What training calls the sides that it cannot do without. */
export function neededRoles(kind: ProjectKind): string[] {
  return sidesOf(kind)
    .flatMap((side) => projectKinds[kind].sides[side])
    .flatMap((side) => (side?.needed === true ? [side.role] : []));
}

/** The side whose folders training calls so; undefined where the kind has none. */
export function sideOfRole(kind: ProjectKind, role: string): Side | undefined {
  return sidesOf(kind).find((side) => projectKinds[kind].sides[side]?.role === role);
}

/** The direction that takes pictures of a side; the first where none does. */
export function directionFrom(kind: ProjectKind, side: Side): KindDirection {
  const { directions } = projectKinds[kind];
  return directions.find(({ from }) => from === side) ?? directions[0];
}

/** A direction of a kind: the one of this name, else its first. */
export function directionOf(kind: ProjectKind, name: string | null): KindDirection {
  const { directions } = projectKinds[kind];
  return directions.find((direction) => direction.name === name) ?? directions[0];
}
