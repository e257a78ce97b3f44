import type { Shape, Spot } from './hints.ts';

/** Where a picture is seen: CSS pixels of the window a pixel of the picture, and where its corner lies in the view. */
export interface Camera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** How far a picture is enlarged at most, in CSS pixels a pixel; small pictures still fill the view at `fitting`. */
const LARGEST = 64;
/** How much of the view stays empty around a picture that fits, in CSS pixels. */
const MARGIN = 24;
/** How much of a picture stays in sight wherever it is moved, in CSS pixels. */
const KEPT = 48;

/** The whole picture in the middle of the view. */
export function fitting({ width, height }: Shape, view: Shape): Camera {
  const room = (length: number): number => Math.max(16, length - 2 * MARGIN);
  const scale = Math.min(room(view.width) / width, room(view.height) / height, LARGEST);
  return { scale, x: (view.width - width * scale) / 2, y: (view.height - height * scale) / 2 };
}

/** Some of the picture stays in sight. */
function held(camera: Camera, picture: Shape, view: Shape): Camera {
  const hold = (at: number, length: number, room: number): number => Math.min(room - KEPT, Math.max(KEPT - length * camera.scale, at));
  return { ...camera, x: hold(camera.x, picture.width, view.width), y: hold(camera.y, picture.height, view.height) };
}

/** Moved by CSS pixels. */
export const moved = (camera: Camera, byX: number, byY: number, picture: Shape, view: Shape): Camera =>
  held({ ...camera, x: camera.x + byX, y: camera.y + byY }, picture, view);

/** At another scale, while the place under (x, y) of the view stays there. */
export function scaled(camera: Camera, wanted: number, x: number, y: number, picture: Shape, view: Shape): Camera {
  const smallest = Math.min(1, fitting(picture, view).scale) / 4;
  const scale = Math.min(LARGEST, Math.max(smallest, wanted));
  const by = scale / camera.scale;
  return held({ scale, x: x + (camera.x - x) * by, y: y + (camera.y - y) * by }, picture, view);
}

/** The place of the picture under a point of the view; outside [0, 1] beside the picture. */
export const spotAt = ({ scale, x, y }: Camera, atX: number, atY: number, { width, height }: Shape): Spot => ({
  x: (atX - x) / scale / width,
  y: (atY - y) / scale / height,
});

/** Where a place of the picture is seen, in CSS pixels of the view. */
export const seenAt = ({ scale, x, y }: Camera, spot: Spot, { width, height }: Shape): Spot => ({
  x: x + spot.x * width * scale,
  y: y + spot.y * height * scale,
});
