import type { Size } from './decode.ts';

/** A square of pixels. */
export interface Square {
  readonly top: number;
  readonly left: number;
  readonly side: number;
}

/** The pixels that share a side with one. */
export function neighbours(pixel: number, { height, width }: Size): number[] {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  return [...(x > 0 ? [pixel - 1] : []), ...(x < width - 1 ? [pixel + 1] : []), ...(y > 0 ? [pixel - width] : []), ...(y < height - 1 ? [pixel + width] : [])];
}

/** The pixels that are joined to one by others that belong to it. */
export function areaAround(start: number, { height, width }: Size, belongs: (pixel: number) => boolean): Set<number> {
  const area = new Set([start]);
  const visit = (pixel: number): void => {
    if (!area.has(pixel) && belongs(pixel)) area.add(pixel);
  };
  // A set gives what is added while it is gone through.
  for (const pixel of area) {
    const x = pixel % width;
    if (x > 0) visit(pixel - 1);
    if (x < width - 1) visit(pixel + 1);
    if (pixel >= width) visit(pixel - width);
    if (pixel < width * (height - 1)) visit(pixel + width);
  }
  return area;
}

/** Whether an area reaches the border. */
export function isOpen(area: ReadonlySet<number>, { height, width }: Size): boolean {
  for (const pixel of area) if (pixel < width || pixel >= width * (height - 1) || pixel % width === 0 || pixel % width === width - 1) return true;
  return false;
}

/** A square around a pixel of an area: of the wanted side, or the largest that the area has room for. */
export function squareWithin(area: ReadonlySet<number>, around: number, wanted: number, { height, width }: Size): Square {
  for (let side = wanted; ; side--) {
    const [top, left] = [Math.floor(around / width) - (side >> 1), (around % width) - (side >> 1)];
    const inside = top >= 0 && left >= 0 && top + side <= height && left + side <= width;
    const fits =
      inside && Array.from({ length: side * side }, (_, i) => (top + Math.floor(i / side)) * width + left + (i % side)).every((pixel) => area.has(pixel));
    if (fits || side === 1) return { top, left, side };
  }
}
