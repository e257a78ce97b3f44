import { joiningProgram } from './program.ts';
import type { Answer, Surface } from './surface.ts';
import { viewNames } from './surface.ts';

const units = ['picture', 'before', 'now', 'doubts'] as const;
type Unit = (typeof units)[number];
/** From so many screen pixels a pixel on, pixels are squares. */
const SQUARES_FROM = 3;

/** A surface on WebGL2: the picture is uploaded once, and each frame joins what is in sight. Null where there is no WebGL2. */
export function graphicsSurface(canvas: HTMLCanvasElement, lost: () => void): Surface | null {
  const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, stencil: false, powerPreference: 'high-performance' });
  if (gl === null) return null;
  const program = joiningProgram(gl);
  const at = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
  const places = {
    ...{ box: at('box'), view: at('view'), answered: at('answered') },
    ...{ split: at('split'), blend: at('blend'), doubt: at('doubt') },
  };
  gl.useProgram(program);
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  const textures = new Map<Unit, WebGLTexture>();
  for (const [index, unit] of units.entries()) {
    gl.uniform1i(at(unit), index);
    put(unit, () => gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4)));
  }
  const shape = { width: 1, height: 1 };
  let shown: Answer | null = null;
  canvas.addEventListener('webglcontextlost', lost);

  /** Fills the texture of a unit anew. */
  function put(unit: Unit, fill: () => void, mipmaps = false): void {
    if (gl === null) return;
    gl.activeTexture(gl.TEXTURE0 + units.indexOf(unit));
    gl.deleteTexture(textures.get(unit) ?? null);
    const texture = gl.createTexture();
    textures.set(unit, texture);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    fill();
    if (mipmaps) gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, mipmaps ? gl.LINEAR_MIPMAP_LINEAR : gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  }
  const image = (source: ImageBitmap): void => gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, source);
  const cells = ({ width, height, lab }: Answer): void => gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB16F, width, height, 0, gl.RGB, gl.FLOAT, lab);

  return {
    picture(source) {
      [shape.width, shape.height] = [source.width, source.height];
      put('picture', () => image(source), true);
    },
    answer(answer) {
      if (answer !== null) {
        put('before', () => cells(shown ?? answer));
        put('now', () => cells(answer));
      }
      shown = answer;
    },
    doubts(source) {
      put('doubts', () => (source === null ? gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4)) : image(source)));
    },
    draw({ camera, box, view, split, blend, doubt }) {
      const [width, height] = [Math.round(box.width * box.ratio), Math.round(box.height * box.ratio)];
      if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
      gl.viewport(0, 0, width, height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      // On whole pixels of the screen, so that a picture at 100 % is as sharp as it is.
      const [left, top] = [Math.round(camera.x * box.ratio), Math.round(camera.y * box.ratio)];
      const scale = camera.scale * box.ratio;
      gl.uniform4f(places.box, (2 * left) / width - 1, 1 - (2 * top) / height, (2 * shape.width * scale) / width, (-2 * shape.height * scale) / height);
      gl.uniform1i(places.view, viewNames.indexOf(view));
      gl.uniform1i(places.answered, shown === null ? 0 : 1);
      gl.uniform1f(places.split, split * width);
      gl.uniform1f(places.blend, blend);
      gl.uniform1f(places.doubt, doubt);
      gl.activeTexture(gl.TEXTURE0);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, scale >= SQUARES_FROM ? gl.NEAREST : gl.LINEAR);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    },
    end() {
      canvas.removeEventListener('webglcontextlost', lost);
      for (const texture of textures.values()) gl.deleteTexture(texture);
      gl.deleteProgram(program);
    },
  };
}
