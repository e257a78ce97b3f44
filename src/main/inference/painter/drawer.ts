import { architectureNameSchema, architectureTable } from '../../../shared/architectures/index.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { Checkpoint } from '../../checkpoints/checkpoint.ts';
import type { Vocabulary } from '../../data/captions/vocabulary.ts';
import { decodeVocabulary, VOCABULARY_FILE } from '../../data/captions/vocabularyFile.ts';
import type { Painter } from '../../models/architecture.ts';
import { architectureOf } from '../../models/index.ts';

/** What a checkpoint draws with. */
export interface Drawer {
  readonly painter: Painter;
  /** Null where it was trained on given embeddings, and reads no sentences. */
  readonly vocabulary: Vocabulary | null;
  /** The last stage that it has learned. */
  readonly stage: 'small' | 'large';
}

/** What a checkpoint draws with. Throws NOT_A_PAINTER, VOCABULARY_MISFIT. */
export async function drawerOf(checkpoint: Checkpoint): Promise<Drawer> {
  const { manifest, folder } = checkpoint;
  const refuse = (reason: string): RecastError => RecastError.of('NOT_A_PAINTER', { checkpoint: folder, reason });
  const name = architectureNameSchema.safeParse(manifest.architecture);
  if (!name.success) throw refuse(`it is of an unknown kind, "${manifest.architecture}"`);
  const { architecture, settings } = architectureOf(name.data, manifest.settings);
  const painter = architecture.painter?.(settings);
  if (painter === undefined) throw refuse(`it is a ${architectureTable[name.data].title}`);
  const { networks } = painter;
  if (!manifest.networks.includes(networks.small)) throw refuse('it has learned its words only');
  const stage = manifest.networks.includes(networks.large) ? 'large' : 'small';
  if (painter.embed === null) return { painter, vocabulary: null, stage };
  const file = await checkpoint.extra(VOCABULARY_FILE);
  if (file === null) throw RecastError.of('VOCABULARY_MISFIT', { path: folder, reason: 'it is missing' });
  const vocabulary = decodeVocabulary(file, folder);
  if (vocabulary.tokens.length + 2 > painter.vocabulary)
    throw RecastError.of('VOCABULARY_MISFIT', {
      path: folder,
      reason: `it has ${vocabulary.tokens.length} tokens, and the network takes ${painter.vocabulary - 2}`,
    });
  return { painter, vocabulary, stage };
}
