import { contextSettings, isPlayed, Joiner } from './joiner.ts';
import type { OpenSurface } from './surface.ts';
import { onScreen } from './surface.ts';

/** A surface on graphics hardware, which is done with a frame before the next one. Null where WebGL2 is missing, or only a program plays the hardware. */
export const graphicsSurface: OpenSurface = (canvas, { seen, lost }) => {
  // Asked of another canvas: this one would be bound to what it gave.
  const asked = document.createElement('canvas').getContext('webgl2', { ...contextSettings, failIfMajorPerformanceCaveat: true });
  const played = asked === null || isPlayed(asked);
  asked?.getExtension('WEBGL_lose_context')?.loseContext();
  if (played) return null;
  const gl = canvas.getContext('webgl2', { ...contextSettings });
  if (gl === null) return null;
  const joiner = new Joiner(gl);
  canvas.addEventListener('webglcontextlost', lost);
  return {
    picture: (image) => joiner.picture(image),
    answer: (answer) => joiner.answer(answer),
    doubts: (image) => joiner.doubts(image),
    draw(frame) {
      const { width, height } = onScreen(frame.box);
      if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
      joiner.draw(frame, width, height, 'bottom');
      seen(frame);
    },
    end() {
      canvas.removeEventListener('webglcontextlost', lost);
      joiner.end();
    },
  };
};
