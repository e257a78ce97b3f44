import type { RowAsked, RowOrder, RowPainted } from './rowOrder.ts';

/** A row whose pictures are slow is shown without those that are not there after so many milliseconds, and so again. */
const SOON = 60;

/** Paints the rows that are asked for through a port, in whatever thread it is called. */
export function paintRows(port: MessagePort): void {
  const underWay = new Map<number, Painting>();
  port.onmessage = ({ data }: MessageEvent<RowAsked>) => {
    if ('drop' in data) {
      underWay.get(data.drop)?.end();
      underWay.delete(data.drop);
      return;
    }
    const { id, order } = data;
    const painting = new Painting(order, (told) => {
      if (told.whole) underWay.delete(id);
      port.postMessage({ id, ...told } satisfies RowPainted, [told.picture]);
    });
    underWay.set(id, painting);
  };
}

/** A row whose pictures are being loaded. */
class Painting {
  readonly #order: RowOrder;
  readonly #tell: (told: Omit<RowPainted, 'id'>) => void;
  readonly #stop = new AbortController();
  readonly #loaded = new Map<number, ImageBitmap>();
  readonly #missing: number[] = [];
  #left: number;
  #timer: ReturnType<typeof setTimeout> | undefined = setTimeout(() => this.#show(), SOON);

  constructor(order: RowOrder, tell: (told: Omit<RowPainted, 'id'>) => void) {
    this.#order = order;
    this.#tell = tell;
    const pictures = order.pictures.flatMap(({ url }, place) => (url === null ? [] : [{ url, place }]));
    this.#left = pictures.length;
    if (pictures.length === 0) this.#show();
    for (const { url, place } of pictures) void this.#load(url, place);
  }

  end(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#close();
  }

  async #load(url: string, place: number): Promise<void> {
    const { signal } = this.#stop;
    const picture = await load(url, signal).catch(() => null);
    if (signal.aborted) {
      picture?.close();
      return;
    }
    if (picture === null) this.#missing.push(place);
    else this.#loaded.set(place, picture);
    this.#left--;
    if (this.#left === 0) this.#show();
    else this.#timer ??= setTimeout(() => this.#show(), SOON);
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const whole = this.#left === 0;
    this.#tell({ picture: paint(this.#order, this.#loaded), missing: [...this.#missing], whole });
    if (whole) this.#close();
  }

  #close(): void {
    for (const picture of this.#loaded.values()) picture.close();
    this.#loaded.clear();
  }
}

async function load(url: string, signal: AbortSignal): Promise<ImageBitmap> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return createImageBitmap(await answer.blob());
}

/** Puts pictures into their places, each covering its own. */
function paint({ width, height, corners: [above, below], paper, pictures }: RowOrder, loaded: ReadonlyMap<number, ImageBitmap>): ImageBitmap {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas to paint on.');
  context.imageSmoothingQuality = 'medium';
  for (const [place, picture] of loaded) {
    const { left, width: wide } = pictures[place];
    context.save();
    context.beginPath();
    context.roundRect(left, 0, wide, height, [above, above, below, below]);
    context.clip();
    if (paper !== '') {
      context.fillStyle = paper;
      context.fillRect(left, 0, wide, height);
    }
    const scale = Math.max(wide / picture.width, height / picture.height);
    const [across, down] = [wide / scale, height / scale];
    context.drawImage(picture, (picture.width - across) / 2, (picture.height - down) / 2, across, down, left, 0, wide, height);
    context.restore();
  }
  return canvas.transferToImageBitmap();
}
