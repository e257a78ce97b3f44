/** How a picture is looked at: enlarged by `scale` and moved by a share of its box. Shared by pictures that are compared. */
export class View {
  scale = $state(1);
  x = $state(0);
  y = $state(0);

  /** Enlarges around a point given as shares of the box from its middle, in [-0.5, 0.5]. */
  zoom(factor: number, atX = 0, atY = 0): void {
    const scale = Math.min(16, Math.max(1, this.scale * factor));
    const change = scale / this.scale;
    this.x = atX + (this.x - atX) * change;
    this.y = atY + (this.y - atY) * change;
    this.scale = scale;
    this.#hold();
  }

  /** Moves by shares of the box. */
  pan(x: number, y: number): void {
    this.x += x;
    this.y += y;
    this.#hold();
  }

  fit(): void {
    this.scale = 1;
    this.x = 0;
    this.y = 0;
  }

  /** As CSS. */
  get transform(): string {
    return `translate(${this.x * 100}%, ${this.y * 100}%) scale(${this.scale})`;
  }

  /** The picture keeps covering its box. */
  #hold(): void {
    const most = (this.scale - 1) / 2;
    this.x = Math.min(most, Math.max(-most, this.x));
    this.y = Math.min(most, Math.max(-most, this.y));
  }
}

/** Makes an element zoom by wheel (with Ctrl, or pinched) and by double click, and pan by dragging. */
export function viewing(view: View): (element: HTMLElement) => () => void {
  return (element) => {
    let from: { x: number; y: number } | null = null;
    const share = (event: MouseEvent): [number, number] => {
      const box = element.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width - 0.5, (event.clientY - box.top) / box.height - 0.5];
    };
    const listeners = {
      wheel: (event: WheelEvent) => {
        if (!event.ctrlKey && !event.metaKey && view.scale === 1) return;
        event.preventDefault();
        view.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), ...share(event));
      },
      dblclick: (event: MouseEvent) => (view.scale > 1 ? view.fit() : view.zoom(3, ...share(event))),
      pointerdown: (event: PointerEvent) => {
        if (view.scale === 1 || event.button !== 0 || (event.target instanceof HTMLInputElement && view.scale === 1)) return;
        from = { x: event.clientX, y: event.clientY };
        element.setPointerCapture(event.pointerId);
      },
      pointermove: (event: PointerEvent) => {
        if (from === null) return;
        const box = element.getBoundingClientRect();
        view.pan((event.clientX - from.x) / box.width, (event.clientY - from.y) / box.height);
        from = { x: event.clientX, y: event.clientY };
      },
      pointerup: () => (from = null),
      pointercancel: () => (from = null),
    } as const;
    const entries = Object.entries(listeners) as [string, EventListener][];
    for (const [name, listener] of entries) element.addEventListener(name, listener, { passive: false });
    return () => {
      for (const [name, listener] of entries) element.removeEventListener(name, listener);
    };
  };
}
