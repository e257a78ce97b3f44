import { contextSettings, isPlayed, Joiner } from './joiner.ts';
import type { Frame, OpenSurface } from './surface.ts';
import { onScreen } from './surface.ts';

/** A surface on graphics hardware, which draws once a frame of the screen. Null where WebGL2 is missing, or only a program plays the hardware. */
export const graphicsSurface: OpenSurface = (canvas, { seen, lost }) => {
  // Asked of another canvas: this one would be bound to what it gave.
  const tried = document.createElement('canvas').getContext('webgl2', { ...contextSettings, failIfMajorPerformanceCaveat: true });
  const played = tried === null || isPlayed(tried);
  tried?.getExtension('WEBGL_lose_context')?.loseContext();
  if (played) return null;
  const gl = canvas.getContext('webgl2', { ...contextSettings });
  if (gl === null) return null;
  const joiner = new Joiner(gl);
  let wanted: Frame | null = null;
  let asked = 0;
  canvas.addEventListener('webglcontextlost', lost);

  function draw(): void {
    if (wanted === null) return;
    const frame = wanted;
    wanted = null;
    const { width, height } = onScreen(frame.box);
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    joiner.draw(frame, width, height);
    seen(frame);
  }

  return {
    picture: (image) => joiner.picture(image),
    answer: (answer) => joiner.answer(answer),
    doubts: (image) => joiner.doubts(image),
    draw(frame) {
      if (wanted === null) asked = requestAnimationFrame(draw);
      wanted = frame;
    },
    end() {
      cancelAnimationFrame(asked);
      canvas.removeEventListener('webglcontextlost', lost);
      joiner.end();
    },
  };
};
