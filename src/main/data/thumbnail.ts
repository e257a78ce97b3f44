import { RecastError } from '../../shared/errors/index.ts';
import { inspectPicture } from './decode.ts';
import { sharp } from './sharp.ts';

/** How much of a picture's detail a thumbnail keeps, 1 to 100. */
const QUALITY = 80;

/**
 * A small picture as WebP that fits into `size` x `size` pixels, upright, in sRGB, transparent where the picture is; of
 * an animation the first frame. Pictures are never enlarged, but vector files are drawn at the size that is asked for.
 *
 * Throws PICTURE_UNREADABLE where the picture cannot be decoded: of damaged ones as much is shown as can be read.
 */
export async function makeThumbnail(path: string, size: number): Promise<Buffer> {
  const { format } = await inspectPicture(path);
  try {
    return await sharp(path, { failOn: 'none', limitInputPixels: false })
      .autoOrient()
      .resize(size, size, { fit: 'inside', withoutEnlargement: format !== 'svg' })
      .toColourspace('srgb')
      .webp({ quality: QUALITY, alphaQuality: QUALITY, effort: 2 })
      .toBuffer();
  } catch (error) {
    throw RecastError.of('PICTURE_UNREADABLE', { path, reason: error instanceof Error ? error.message : String(error) }, error);
  }
}
