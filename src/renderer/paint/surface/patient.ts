import { contextSettings, Joiner } from './joiner.ts';
import type { Frame, OpenSurface } from './surface.ts';
import { onScreen } from './surface.ts';

/**
 * A surface where a program plays the graphics hardware: a frame of it takes tens of milliseconds, in a process of its own. A canvas that is
 * shown as it is drawn would make the page wait for it; so it is drawn unseen, fetched when it is done, and put into the canvas that is seen. What
 * is wanted meanwhile is drawn after it, the newest alone. Null where there is no WebGL2.
 */
export const patientSurface: OpenSurface = (canvas, { seen, lost }) => {
  const unseen = new OffscreenCanvas(1, 1);
  const gl = unseen.getContext('webgl2', contextSettings);
  if (gl === null) return null;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const joiner = new Joiner(gl);
  const buffer = gl.createBuffer();
  let drawing: { readonly frame: Frame; readonly pixels: ImageData; readonly done: WebGLSync | null } | null = null;
  let wanted: Frame | null = null;
  let asked = 0;
  unseen.addEventListener('webglcontextlost', lost);

  function begin(frame: Frame): void {
    if (gl === null) return;
    const { width, height } = onScreen(frame.box);
    if (unseen.width !== width || unseen.height !== height) [unseen.width, unseen.height] = [width, height];
    joiner.draw(frame, width, height, 'top');
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.bufferData(gl.PIXEL_PACK_BUFFER, width * height * 4, gl.STREAM_READ);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, 0);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    drawing = { frame, pixels: new ImageData(width, height), done: gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0) };
    gl.flush();
    asked = requestAnimationFrame(look);
  }

  function look(): void {
    if (gl === null || context === null || drawing === null) return;
    const { frame, pixels, done } = drawing;
    if (done !== null && gl.getSyncParameter(done, gl.SYNC_STATUS) !== gl.SIGNALED) {
      asked = requestAnimationFrame(look);
      return;
    }
    drawing = null;
    gl.deleteSync(done);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, pixels.data);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    if (canvas.width !== pixels.width || canvas.height !== pixels.height) [canvas.width, canvas.height] = [pixels.width, pixels.height];
    context.putImageData(pixels, 0, 0);
    seen(frame);
    if (wanted === null) return;
    const next = wanted;
    wanted = null;
    begin(next);
  }

  return {
    picture: (image) => joiner.picture(image),
    answer(answer) {
      // A frame that waits was made for the answer before; one for this comes.
      wanted = null;
      joiner.answer(answer);
    },
    doubts: (image) => joiner.doubts(image),
    draw(frame) {
      if (drawing === null) begin(frame);
      else wanted = frame;
    },
    end() {
      cancelAnimationFrame(asked);
      unseen.removeEventListener('webglcontextlost', lost);
      joiner.end();
      gl.deleteBuffer(buffer);
    },
  };
};
