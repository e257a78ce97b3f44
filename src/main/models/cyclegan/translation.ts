import type { CycleganSettings } from '../../../shared/architectures/cyclegan.ts';
import type { Program } from '../../engine/program.ts';
import { float32 } from '../../engine/program.ts';
import { INPUT_FIELD } from '../../nn/layer.ts';
import { specsOf } from '../../nn/parameters.ts';
import type { SampleSheet, Translator } from '../architecture.ts';
import { generatorIn, generatorParameters, generatorTable } from './networks.ts';
import type { GeneratorName, Networks } from './networks.ts';

type GeneratorSettings = Pick<CycleganSettings, 'generator' | 'ngf' | 'blocks' | 'upsampling'>;

/** A direction: the side it starts from, where it leads and which networks go there and back. */
interface Direction {
  readonly side: string;
  readonly there: GeneratorName;
  readonly back: GeneratorName;
}

/** Both directions by name. */
const directions: Readonly<Record<'a2b' | 'b2a', Direction>> = {
  a2b: { side: 'a', there: 'netG_A', back: 'netG_B' },
  b2a: { side: 'b', there: 'netG_B', back: 'netG_A' },
};

function translateProgram(networks: Networks, name: GeneratorName, batch: number, height: number, width: number): Program {
  return {
    name: 'cyclegan.translate',
    state: specsOf(generatorParameters(networks, [name])),
    inputs: { picture: float32(batch, height, width, 3) },
    body: (state, { picture }) => ({ state: {}, outputs: { translated: generatorIn(networks, state, name)(picture) } }),
  };
}

/** The settings that make a generator what it is. */
function factsOf({ generator, ngf, blocks, upsampling }: GeneratorSettings): Record<string, string> {
  return { generator, ngf: String(ngf), ...(generator === 'resnet' && { blocks: String(blocks) }), upsampling };
}

/** A translator for each direction. Its reach is the generator's receptive field, instance norm left out. */
export function translatorsOf(networks: Networks, settings: GeneratorSettings): Record<string, Translator> {
  const { multipleOf, smallest } = generatorTable[settings.generator];
  const { reach } = networks.generator.field(INPUT_FIELD);
  return Object.fromEntries(
    Object.entries(directions).map(([name, { there }]): [string, Translator] => [
      name,
      {
        network: there,
        multipleOf,
        smallest,
        reach,
        facts: factsOf(settings),
        program: (batch, height, width) => translateProgram(networks, there, batch, height, width),
      },
    ]),
  );
}

/** A sheet for each side: the picture, its translation, that translated back again, and with an identity loss the picture left alone. */
export function sampleSheets(networks: Networks, { size, identity }: Pick<CycleganSettings, 'size' | 'identity'>): SampleSheet[] {
  return Object.values(directions).map(({ side, there, back }) => ({
    side,
    program: {
      name: `cyclegan.sample.${side}`,
      state: specsOf(generatorParameters(networks, [there, back])),
      inputs: { picture: float32(1, size, size, 3) },
      body: (state, { picture }) => {
        const translated = generatorIn(networks, state, there)(picture);
        const backwards = generatorIn(networks, state, back);
        return { state: {}, outputs: { translated, backAgain: backwards(translated), ...(identity > 0 && { leftAlone: backwards(picture) }) } };
      },
    },
    columns: [
      { output: 'translated', label: 'translated', name: 'translated' },
      { output: 'backAgain', label: 'back again', name: 'back' },
      ...(identity > 0 ? [{ output: 'leftAlone', label: 'left alone', name: 'identity' } as const] : []),
    ],
  }));
}
