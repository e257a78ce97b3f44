import * as z from 'zod';
import { projectKindSchema } from '../projectKinds.ts';
import { latest, pageSchema, pictureUrlSchema, procedure, sideSchema, stepsDoneSchema } from './procedure.ts';

/** A picture of a project. */
export const dataPictureSchema = z.object({
  id: z.number().int(),
  side: sideSchema,
  /** Path below its folder, with `/`. */
  name: z.string(),
  url: pictureUrlSchema,
  bytes: z.number(),
  /** Null until it was looked at, and where it cannot be read. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  excluded: z.boolean(),
  /** Kept from training by the person, for samples and scores. */
  heldOut: z.boolean(),
  /** Why it cannot be used, in a sentence; null where it can, or was not looked at yet. */
  problem: z.string().nullable(),
  /** What it is said to show: the beginning of its first caption, and how many it has. Null in projects without captions, and until they were read. */
  caption: z.object({ text: z.string(), count: z.number().int(), edited: z.boolean() }).nullable(),
});
export type DataPicture = z.infer<typeof dataPictureSchema>;

const dataSideSchema = z.object({
  name: z.string(),
  folders: z.array(z.object({ path: z.string(), pictures: z.number().int(), missing: z.boolean() })),
  /** All that were found, then how many of them are left out, held out by the person, or cannot be read. */
  found: z.number().int(),
  excluded: z.number().int(),
  heldOut: z.number().int(),
  unreadable: z.number().int(),
  bytes: z.number(),
  /** Shorter edges in pixels; null until some were looked at. */
  edges: z.object({ smallest: z.number(), median: z.number(), largest: z.number() }).nullable(),
});

export const projectDataSchema = z.object({
  kind: projectKindSchema,
  sides: z.object({ a: dataSideSchema, b: dataSideSchema }),
  /** Pictures are still being listed or looked at. */
  looking: stepsDoneSchema.nullable(),
});
export type ProjectData = z.infer<typeof projectDataSchema>;

/** What the dataset doctor can find. */
export const findingCodes = [
  'unreadable',
  'exact-duplicates',
  'near-duplicates',
  'shared-between-sides',
  'tiny',
  'extreme-shape',
  'grey-among-colour',
  'uneven-sides',
  'too-few',
  'colours-far-apart',
  'shapes-far-apart',
  'grey-pictures',
  'missing-partners',
  'captions-unread',
  'captions-missing',
  'captions-alike',
  'captions-broken',
  'captions-lost',
  'captions-long',
] as const;

/** The numbers of each finding beside `count`, the pictures concerned: by these the window words it. Edges are in pixels. */
export const findingValues = {
  unreadable: ['all'],
  /** Groups of pictures that are the same, and how many there are beyond one of each. */
  'exact-duplicates': ['groups', 'extra'],
  'near-duplicates': ['groups', 'extra'],
  'shared-between-sides': ['groups', 'extra'],
  /** The shorter edge below which a picture is tiny, and the shortest there is; of all of the side. */
  tiny: ['edge', 'smallest', 'all'],
  /** Longer over shorter edge from which on a shape is extreme, and the most extreme there is; of all of the side. */
  'extreme-shape': ['longest', 'ratio', 'all'],
  'grey-among-colour': ['all'],
  /** Usable pictures of the sides, and the larger over the smaller. */
  'uneven-sides': ['a', 'b', 'ratio'],
  /** From how many on a translator has something to go by. */
  'too-few': ['enough'],
  /** Between the mean colours, in CIE Lab, and from where on that is far; lightness of B above that of A. */
  'colours-far-apart': ['distance', 'far', 'lightness'],
  /** Between where the sides' pictures have their outlines, between those of one side, the first over the second, and from where on that is far. */
  'shapes-far-apart': ['cross', 'own', 'ratio', 'far'],
  /** Of all of the side. */
  'grey-pictures': ['all'],
  'missing-partners': ['all'],
  /** The file of captions cannot be read as a whole. */
  'captions-unread': [],
  /** Of all of the side. */
  'captions-missing': ['all'],
  'captions-alike': [],
  /** Lines of the file that give no caption; of those that do. */
  'captions-broken': ['captions'],
  /** Lines that name no picture of the project, or one of several; of those that do. */
  'captions-lost': ['captions'],
  /** Words of a caption from which on it is long, and of the longest. */
  'captions-long': ['words', 'most'],
} as const satisfies Record<(typeof findingCodes)[number], readonly string[]>;

export const findingSchema = z.object({
  code: z.enum(findingCodes),
  /** `problem`: it will not work like this; `warning`: it will work less well; `note`: good to know. */
  severity: z.enum(['problem', 'warning', 'note']),
  /** Null where it is about both sides. */
  side: sideSchema.nullable(),
  /** Pictures concerned. */
  count: z.number().int(),
  /** Up to 24 groups of up to 12 pictures: duplicates lie together, others are groups of one. */
  groups: z.array(z.array(dataPictureSchema)),
  /** Lines of a file that are concerned, up to 200: by their numbers from 1 (null is the whole file), with a clause. */
  lines: z.array(z.object({ line: z.number().int().nullable(), reason: z.string() })),
  /** Numbers for the sentence: those that `findingValues` names. */
  values: z.record(z.string(), z.number()),
  /** What one click can do: leave these pictures out. */
  remedy: z.object({ exclude: z.array(z.number().int()) }).nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

export const diagnosisSchema = z.object({
  /** Null when it is done. */
  looking: stepsDoneSchema.nullable(),
  findings: z.array(findingSchema),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

const project = z.number().int();
const mark = z.object({ project, ids: z.array(z.number().int()).min(1), value: z.boolean() });

/** The pictures of a project. */
export const data = {
  get: procedure.input(z.object({ project })).output(projectDataSchema),
  pictures: procedure
    .input(
      pageSchema.extend({
        project,
        side: sideSchema,
        filter: z.enum(['all', 'included', 'excluded', 'held-out', 'unreadable', 'uncaptioned']).default('all'),
        /** Part of the name, or of a caption where there are some. */
        search: z.string().default(''),
      }),
    )
    .output(z.object({ total: z.number().int(), items: z.array(dataPictureSchema) })),
  addFolders: procedure.input(z.object({ project, side: sideSchema, paths: z.array(z.string()).min(1) })),
  removeFolder: procedure.input(z.object({ project, side: sideSchema, path: z.string() })),
  /** A folder lies elsewhere now: its pictures keep their marks, and runs that learned from it go on with it there. `back` takes that back: it need not be there. */
  moveFolder: procedure.input(z.object({ project, path: z.string(), to: z.string(), back: z.boolean().default(false) })),
  renameSide: procedure.input(z.object({ project, side: sideSchema, name: z.string().trim().min(1).max(100) })),
  /** Exchanges A and B. */
  swap: procedure.input(z.object({ project })),
  exclude: procedure.input(mark),
  holdOut: procedure.input(mark),
  /** Looks again at the folders. */
  rescan: procedure.input(z.object({ project })),
  /** Looks the pictures over and says what it finds as it finds it; what was found before comes at once. */
  doctor: procedure.input(z.object({ project })).output(latest(diagnosisSchema)),
};
