import { snapped } from '../../../shared/colour/gamut.ts';
import { colourFromLab } from '../../../shared/colour/lab.ts';
import { shownLightness } from '../../../shared/colour/shownLightness.ts';
import { hexOf } from '../../../shared/colour/text.ts';
import { seenAt } from '../camera.ts';
import type { HintPoint, HintStroke, Spot } from '../hints.ts';
import type { Painter } from '../painter.svelte.ts';

/** A point is seen at least so large, in CSS pixels from its middle. */
const SMALLEST = 4;
/** Below so many CSS pixels the breadth of a stroke is not seen to change. */
const SEEN = 4;
const [LIGHT, DARK] = ['rgb(255 255 255 / 0.95)', 'rgb(0 0 0 / 0.65)'] as const;

const inks = new WeakMap<HintPoint | HintStroke, { readonly mode: Painter['mode']; readonly ink: string }>();
const forms = new WeakMap<HintStroke, Form>();

/** The colour of a hint as it is where it lies. */
function inkOf(hint: HintPoint | HintStroke, spot: Spot, painter: Painter): string {
  const known = inks.get(hint);
  const { mode, picture } = painter;
  if (known?.mode === mode) return known.ink;
  const lightness = Math.min(88, Math.max(25, shownLightness(picture.lightness(spot), mode)));
  const ink = hexOf(colourFromLab(lightness, ...snapped(lightness, hint.colour)));
  inks.set(hint, { mode, ink });
  return ink;
}

/** The line of a stroke, in pixels of the picture. */
function lineOf(stroke: HintStroke, { width, height }: Painter['shape']): Path2D {
  const path = new Path2D();
  for (const [x, y] of stroke.points) path.lineTo(x * width, y * height);
  // A touch without a movement is a dot.
  if (stroke.points.length === 1) path.closePath();
  return path;
}

/** The outline of a stroke whose breadth changes, in pixels of the picture: discs, and between them what joins their edges. */
function outlineOf({ points, radius }: HintStroke, { width, height }: Painter['shape']): Path2D {
  const path = new Path2D();
  const most = radius * Math.min(width, height);
  for (const [index, [shareX, shareY, breadth = 1]] of points.entries()) {
    const [x, y, around] = [shareX * width, shareY * height, breadth * most];
    path.moveTo(x + around, y);
    path.arc(x, y, around, 0, 2 * Math.PI);
    const next = points[index + 1];
    if (next === undefined) break;
    const [nextX, nextY, nextAround] = [next[0] * width, next[1] * height, (next[2] ?? 1) * most];
    const length = Math.hypot(nextX - x, nextY - y) || 1;
    const [sideX, sideY] = [(y - nextY) / length, (nextX - x) / length];
    // The same way round as the discs, so that what lies in both is filled.
    path.moveTo(x + sideX * around, y + sideY * around);
    path.lineTo(x - sideX * around, y - sideY * around);
    path.lineTo(nextX - sideX * nextAround, nextY - sideY * nextAround);
    path.lineTo(nextX + sideX * nextAround, nextY + sideY * nextAround);
    path.closePath();
  }
  return path;
}

/** What a stroke is drawn along, and what is filled where its breadth changes. */
interface Form {
  readonly line: Path2D;
  readonly outline: Path2D | null;
}

function formOf(stroke: HintStroke, shape: Painter['shape']): Form {
  const known = forms.get(stroke);
  if (known !== undefined) return known;
  const form = { line: lineOf(stroke, shape), outline: stroke.points.some((place) => place[2] !== undefined) ? outlineOf(stroke, shape) : null };
  forms.set(stroke, form);
  return form;
}

function drawStrokes(context: CanvasRenderingContext2D, painter: Painter): void {
  const { camera, box, shape } = painter;
  const scale = camera.scale * box.ratio;
  context.setTransform(scale, 0, 0, scale, camera.x * box.ratio, camera.y * box.ratio);
  context.lineCap = context.lineJoin = 'round';
  for (const [index, stroke] of painter.shown.strokes.entries()) {
    const [x, y] = stroke.points[0];
    const { line, outline } = formOf(stroke, shape);
    const broad = 2 * stroke.radius * Math.min(shape.width, shape.height);
    if (painter.chosen?.kind === 'strokes' && painter.chosen.index === index) {
      context.globalAlpha = 1;
      // White within black, as around a point.
      for (const [colour, more] of [
        [DARK, 10],
        [LIGHT, 6],
      ] as const) {
        context.lineWidth = broad + more / camera.scale;
        context.strokeStyle = colour;
        context.stroke(line);
      }
    }
    context.strokeStyle = context.fillStyle = inkOf(stroke, { x, y }, painter);
    context.globalAlpha = painter.view === 'hints' ? 1 : 0.7;
    if (outline !== null && broad * camera.scale > SEEN) context.fill(outline);
    else {
      context.lineWidth = Math.max(2 / camera.scale, broad);
      context.stroke(line);
    }
  }
  context.globalAlpha = 1;
}

function drawPoint(context: CanvasRenderingContext2D, point: HintPoint, chosen: boolean, painter: Painter): void {
  const { camera, shape } = painter;
  const at = seenAt(camera, point, shape);
  const half = Math.max(SMALLEST, point.radius * Math.min(shape.width, shape.height) * camera.scale);
  context.fillStyle = inkOf(point, point, painter);
  context.fillRect(at.x - half, at.y - half, half * 2, half * 2);
  // White within black: seen on every picture.
  for (const [colour, out] of [
    [DARK, 1.5],
    [LIGHT, 0.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = chosen ? 2 : 1;
    context.strokeRect(at.x - half - out, at.y - half - out, 2 * (half + out), 2 * (half + out));
  }
  if (!chosen) return;
  context.strokeStyle = DARK;
  context.lineWidth = 4;
  context.strokeRect(at.x - half - 5, at.y - half - 5, 2 * half + 10, 2 * half + 10);
  context.strokeStyle = LIGHT;
  context.lineWidth = 2;
  context.strokeRect(at.x - half - 5, at.y - half - 5, 2 * half + 10, 2 * half + 10);
}

function ring(context: CanvasRenderingContext2D, at: Spot, radius: number, dashed: boolean): void {
  for (const [colour, width] of [
    [DARK, 3],
    [LIGHT, 1.25],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dashed ? [5, 4] : []);
    context.beginPath();
    context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
    context.stroke();
  }
  context.setLineDash([]);
}

function cross(context: CanvasRenderingContext2D, at: Spot): void {
  for (const [colour, width] of [
    [DARK, 3.5],
    [LIGHT, 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(at.x + dx * 5, at.y + dy * 5);
      context.lineTo(at.x + dx * 16, at.y + dy * 16);
    }
    context.stroke();
  }
}

/** Draws what lies over the picture: hints, the ring of the tool at `pointer` (CSS pixels), the keyboard's cursor and the next best place. */
export function drawOverlay(canvas: HTMLCanvasElement, painter: Painter, pointer: Spot | null): void {
  const { box, camera, shape } = painter;
  const [width, height] = [Math.round(box.width * box.ratio), Math.round(box.height * box.ratio)];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  if (painter.view !== 'original') {
    drawStrokes(context, painter);
    context.setTransform(box.ratio, 0, 0, box.ratio, 0, 0);
    for (const [index, point] of painter.shown.points.entries())
      drawPoint(context, point, painter.chosen?.kind === 'points' && index === painter.chosen.index, painter);
  }
  context.setTransform(box.ratio, 0, 0, box.ratio, 0, 0);
  const radius = Math.max(3, painter.radius * Math.min(shape.width, shape.height) * camera.scale);
  if (painter.doubting && painter.next !== null) ring(context, seenAt(camera, painter.next, shape), 14, true);
  if (painter.cursor !== null) {
    const at = seenAt(camera, painter.cursor, shape);
    cross(context, at);
    ring(context, at, radius, false);
  } else if (pointer !== null) ring(context, pointer, radius, false);
}
