import type { CycleganSettings } from '../../../shared/architectures/cyclegan.ts';

/** Shapes of tensors by name, as PyTorch has them. */
export type Shapes = ReadonlyMap<string, readonly number[]>;

/** A kind of network as it shows in names and shapes. */
export interface KindRow {
  readonly role: 'generator' | 'discriminator';
  /** For people: `ResNet generator`. */
  readonly title: string;
  /** The own name of its first filter, which every network of the kind has. */
  readonly anchor: string;
  /** The own name of another filter that tells it from kinds with the same anchor. */
  readonly beside?: string;
  /** The side of that filter. */
  readonly kernel: number;
  /** What names and shapes say of the settings, or why they say nothing, in a sentence. */
  settings(shapes: Shapes): Partial<CycleganSettings> | string;
  /** For people, once its settings are known: `64 channels and 9 blocks`. */
  describe(settings: CycleganSettings): string;
}

/** How many names fit. */
const count = (shapes: Shapes, pattern: RegExp): number => [...shapes.keys()].filter((name) => pattern.test(name)).length;

/** The channels that the filter of this name makes. */
const outputs = (shapes: Shapes, name: string): number => shapes.get(name)?.[0] ?? 0;

const upsamplingText = ({ upsampling }: CycleganSettings): string =>
  upsampling === 'resize' ? 'growing by resize-convolution' : 'growing by transposed convolution';

/** Blocks stand between the first ten modules and the first doubling, whose place so tells whether it is one module or three. */
function resnetSettings(shapes: Shapes): Partial<CycleganSettings> {
  const blocks = count(shapes, /^model\.\d+\.conv_block\.1\.weight$/);
  return {
    generator: 'resnet',
    ngf: outputs(shapes, 'model.1.weight'),
    blocks,
    upsampling: shapes.has(`model.${10 + blocks}.weight`) ? 'transposed' : 'resize',
  };
}

/** The name of the filter that halves the picture for the `level`-th time, counted from 1. */
const unetDown = (level: number): string => `model.model.1.model.${'3.model.'.repeat(level - 1)}1.weight`;

function unetSettings(shapes: Shapes): Partial<CycleganSettings> | string {
  let downs = 1;
  while (shapes.has(unetDown(downs))) downs++;
  if (downs !== 7 && downs !== 8) return `it halves the picture ${downs} times, expected were 7 (for 128 px) or 8 (for 256 px).`;
  const upsampling = shapes.has('model.model.3.weight') ? 'transposed' : 'resize';
  return { generator: downs === 7 ? 'unet-128' : 'unet-256', ngf: outputs(shapes, 'model.model.0.weight'), upsampling };
}

/** Every kind of network that is recognised. A U-Net's names end like a PatchGAN's, so it comes first. */
export const networkKinds: Readonly<Record<'unet' | 'resnet' | 'patchgan' | 'pixel', KindRow>> = {
  unet: {
    role: 'generator',
    title: 'U-Net generator',
    anchor: 'model.model.0.weight',
    beside: unetDown(1),
    kernel: 4,
    settings: unetSettings,
    describe: (settings) => `as a U-Net of ${settings.ngf} channels, ${upsamplingText(settings)}`,
  },
  resnet: {
    role: 'generator',
    title: 'ResNet generator',
    anchor: 'model.1.weight',
    kernel: 7,
    settings: resnetSettings,
    describe: (settings) => `as a ResNet of ${settings.ngf} channels and ${settings.blocks} blocks, ${upsamplingText(settings)}`,
  },
  patchgan: {
    role: 'discriminator',
    title: 'PatchGAN discriminator',
    anchor: 'model.0.weight',
    kernel: 4,
    // The first filter and the last one are no layers of their own.
    settings: (shapes) => ({ discriminator: 'patchgan', ndf: outputs(shapes, 'model.0.weight'), layers: count(shapes, /^model\.\d+\.weight$/) - 2 }),
    describe: ({ ndf, layers }) => `as a PatchGAN of ${ndf} channels and ${layers} layers`,
  },
  pixel: {
    role: 'discriminator',
    title: 'pixel discriminator',
    anchor: 'net.0.weight',
    kernel: 1,
    settings: (shapes) => ({ discriminator: 'pixel', ndf: outputs(shapes, 'net.0.weight') }),
    describe: ({ ndf }) => `as a pixel discriminator of ${ndf} channels`,
  },
};
