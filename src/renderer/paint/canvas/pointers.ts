import { spotAt } from '../camera.ts';
import type { Painter } from '../painter.svelte.ts';
import type { ToolName } from '../tools/index.ts';
import { tools } from '../tools/index.ts';
import type { Gesture, Press } from '../tools/tool.ts';

const [MIDDLE_BUTTON, RIGHT_BUTTON, ERASER_BUTTON] = [1, 2, 5] as const;

/** Pens, fingers and mice over an element: one draws with the tool in hand, two fingers move and enlarge. */
export class Pointers {
  /** Something is being drawn. */
  gesture: Gesture | null = null;
  /** The space bar is held: whatever the tool, the picture is moved. */
  moving = false;
  readonly #painter: Painter;
  readonly #element: HTMLElement;
  readonly #down = new Map<number, Press>();
  #pinched = false;

  constructor(painter: Painter, element: HTMLElement) {
    this.#painter = painter;
    this.#element = element;
  }

  /** Where an event is. */
  press(event: PointerEvent | WheelEvent | MouseEvent): Press {
    const box = this.#element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const pen = event instanceof PointerEvent && event.pointerType === 'pen';
    return { x, y, spot: spotAt(this.#painter.camera, x, y, this.#painter.shape), pressure: pen ? event.pressure : null };
  }

  begin(event: PointerEvent): void {
    const press = this.press(event);
    this.#painter.cursor = null;
    this.#element.setPointerCapture(event.pointerId);
    this.#down.set(event.pointerId, press);
    if (this.#down.size > 1) {
      // A second finger: what the first one began was not meant.
      this.#pinched = true;
      this.gesture = null;
      this.#painter.callOff();
      return;
    }
    this.#pinched = false;
    if (event.button === RIGHT_BUTTON) this.#painter.remove(this.#painter.hintAt(press.spot));
    else this.gesture = tools[this.#toolFor(event)].begin(press, this.#painter);
  }

  move(event: PointerEvent): void {
    const press = this.press(event);
    if (this.#pinched && this.#down.has(event.pointerId)) this.#pinch(event.pointerId, press);
    else if (this.gesture !== null) for (const part of event.getCoalescedEvents()) this.gesture.move(this.press(part));
    if (this.#down.has(event.pointerId)) this.#down.set(event.pointerId, press);
  }

  end(event: PointerEvent): void {
    this.#down.delete(event.pointerId);
    const { gesture } = this;
    this.gesture = null;
    gesture?.end(this.press(event));
  }

  callOff(event: PointerEvent): void {
    this.#down.delete(event.pointerId);
    this.gesture = null;
    this.#painter.callOff();
  }

  /** The wheel changes the size of the hint under it, else it enlarges; sideways, or with Shift, it moves. */
  wheel(event: WheelEvent): void {
    const { spot, x, y } = this.press(event);
    const painter = this.#painter;
    const hint = painter.tool === 'point' && !event.ctrlKey && !event.metaKey ? painter.hintAt(spot) : null;
    if (hint !== null && event.deltaY !== 0) {
      painter.choose(hint);
      painter.resize(event.deltaY < 0 ? 1 : -1);
    } else if (event.shiftKey || (event.deltaX !== 0 && !event.ctrlKey)) painter.pan(-event.deltaX, -event.deltaY);
    else painter.zoom(Math.exp(-event.deltaY * (event.ctrlKey && Math.abs(event.deltaY) < 50 ? 0.01 : 0.0018)), x, y);
  }

  #toolFor(event: PointerEvent): ToolName {
    if (this.moving || event.button === MIDDLE_BUTTON) return 'hand';
    return event.button === ERASER_BUTTON ? 'eraser' : this.#painter.tool;
  }

  #pinch(id: number, now: Press): void {
    const before = this.#down.get(id);
    const other = [...this.#down].find(([key]) => key !== id)?.[1];
    if (before === undefined || other === undefined) return;
    const apart = (press: Press): number => Math.max(1, Math.hypot(press.x - other.x, press.y - other.y));
    this.#painter.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    this.#painter.zoom(apart(now) / apart(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
  }
}
