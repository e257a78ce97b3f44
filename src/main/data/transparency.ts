/** What transparent pictures are laid over: white, black, or the mean colour of their opaque pixels. */
export type Background = 'white' | 'black' | 'mean';

type Colour = readonly [number, number, number];

/** The mean colour, each pixel counted by its opacity; white where nothing is opaque. */
function meanColour(data: Uint8Array): Colour {
  let [red, green, blue, opacity] = [0, 0, 0, 0];
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3];
    red += data[i] * alpha;
    green += data[i + 1] * alpha;
    blue += data[i + 2] * alpha;
    opacity += alpha;
  }
  if (opacity === 0) return [255, 255, 255];
  return [Math.round(red / opacity), Math.round(green / opacity), Math.round(blue / opacity)];
}

const colours: Readonly<Record<Background, (data: Uint8Array) => Colour>> = {
  white: () => [255, 255, 255],
  black: () => [0, 0, 0],
  mean: meanColour,
};

/**
 * Lays pixels of 3 or 4 channels (8-bit sRGB, alpha not premultiplied) over a background; the result has 3
 * channels and takes the place of `data`, to spare memory. Throws RangeError for other channels.
 */
export function withoutAlpha(data: Uint8Array, channels: number, background: Background): Uint8Array {
  if (channels === 3) return new Uint8Array(data.buffer, data.byteOffset, data.length);
  if (channels !== 4) throw new RangeError(`A picture of ${channels} channels was decoded where 3 or 4 were asked for.`);
  const under = colours[background](data);
  let to = 0;
  for (let from = 0; from < data.length; from += 4) {
    const alpha = data[from + 3];
    for (let channel = 0; channel < 3; channel++) data[to++] = Math.round((data[from + channel] * alpha + under[channel] * (255 - alpha)) / 255);
  }
  return new Uint8Array(data.buffer, data.byteOffset, to);
}
