import { STEPS } from './cells.ts';
import type { Needs } from './program.ts';
import { joiningProgram } from './program.ts';
import type { Answer, Frame } from './surface.ts';
import { SQUARES_FROM, viewNames } from './surface.ts';

const units = ['picture', 'before', 'now', 'doubts'] as const;
type Unit = (typeof units)[number];

/** How contexts are made; no picture has depth. */
export const contextSettings = { alpha: true, antialias: false, depth: false, stencil: false, powerPreference: 'high-performance' } as const;

/** Programs that play graphics hardware, as drivers name them: Chromium's, Mesa's, Windows'. Not every browser refuses them where that is asked. */
const PLAYED = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Whether only a program plays the graphics hardware of a context. */
export function isPlayed(gl: WebGL2RenderingContext): boolean {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return PLAYED.test(String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER)));
}

interface Program {
  readonly program: WebGLProgram;
  readonly at: Readonly<Record<'box' | 'view' | 'answered' | 'split' | 'blend' | 'doubt', WebGLUniformLocation | null>>;
}

/** Joins pictures with answers in a graphics context: the picture is uploaded once, and each frame joins what is in sight. */
export class Joiner {
  readonly gl: WebGL2RenderingContext;
  readonly #programs = new Map<string, Program>();
  readonly #textures = new Map<Unit, WebGLTexture>();
  /** The size of the picture as it was uploaded. */
  #uploaded = { width: 1, height: 1 };
  #shown: Answer | null = null;

  constructor(gl: WebGL2RenderingContext) {
    this.gl = gl;
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
    for (const unit of units) this.#put(unit, () => this.#nothing());
  }

  picture(source: ImageBitmap): void {
    this.#uploaded = { width: source.width, height: source.height };
    this.#put('picture', () => this.#image(source), true);
  }

  answer(answer: Answer | null): void {
    if (answer !== null) {
      this.#put('before', () => this.#cells(this.#shown ?? answer));
      this.#put('now', () => this.#cells(answer));
    }
    this.#shown = answer;
  }

  doubts(source: ImageBitmap | null): void {
    this.#put('doubts', () => (source === null ? this.#nothing() : this.#image(source)));
  }

  /** Draws a frame of `width` x `height` pixels of the screen. */
  draw(frame: Frame, width: number, height: number): void {
    const { camera, shape, box, view, split, blend, doubt } = frame;
    const { gl } = this;
    const { program, at } = this.#programFor({ fading: blend < 1, doubting: doubt > 0 });
    gl.useProgram(program);
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    // On whole pixels of the screen, so that a picture at 100 % is as sharp as it is.
    const [left, top] = [Math.round(camera.x * box.ratio), Math.round(camera.y * box.ratio)];
    const scale = camera.scale * box.ratio;
    const [across, along] = [(2 * shape.width * scale) / width, (2 * shape.height * scale) / height];
    gl.uniform4f(at.box, (2 * left) / width - 1, 1 - (2 * top) / height, across, -along);
    gl.uniform1i(at.view, viewNames.indexOf(view));
    gl.uniform1i(at.answered, this.#shown === null ? 0 : 1);
    gl.uniform1f(at.split, split * width);
    gl.uniform1f(at.blend, blend);
    gl.uniform1f(at.doubt, doubt);
    gl.activeTexture(gl.TEXTURE0);
    const enlarged = (scale * shape.width) / this.#uploaded.width;
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, enlarged >= SQUARES_FROM ? gl.NEAREST : gl.LINEAR);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  end(): void {
    for (const texture of this.#textures.values()) this.gl.deleteTexture(texture);
    for (const { program } of this.#programs.values()) this.gl.deleteProgram(program);
  }

  #programFor(needs: Needs): Program {
    const { gl } = this;
    const key = JSON.stringify(needs);
    let found = this.#programs.get(key);
    if (found === undefined) {
      const program = joiningProgram(gl, needs);
      gl.useProgram(program);
      for (const [index, unit] of units.entries()) gl.uniform1i(gl.getUniformLocation(program, unit), index);
      const at = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
      const places = { box: at('box'), view: at('view'), answered: at('answered'), split: at('split'), blend: at('blend'), doubt: at('doubt') };
      this.#programs.set(key, (found = { program, at: places }));
    }
    return found;
  }

  /** Fills the texture of a unit anew. */
  #put(unit: Unit, fill: () => void, mipmaps = false): void {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0 + units.indexOf(unit));
    gl.deleteTexture(this.#textures.get(unit) ?? null);
    const texture = gl.createTexture();
    this.#textures.set(unit, texture);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    fill();
    if (mipmaps) gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, mipmaps ? gl.LINEAR_MIPMAP_LINEAR : gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  }
  #nothing(): void {
    this.gl.texImage2D(this.gl.TEXTURE_2D, 0, this.gl.RGBA8, 1, 1, 0, this.gl.RGBA, this.gl.UNSIGNED_BYTE, new Uint8Array(4));
  }
  #image(source: ImageBitmap): void {
    this.gl.texImage2D(this.gl.TEXTURE_2D, 0, this.gl.RGBA8, this.gl.RGBA, this.gl.UNSIGNED_BYTE, source);
  }
  #cells({ width, height, cells }: Answer): void {
    const lab = Float32Array.from(cells);
    for (let i = 0; i < lab.length; i++) lab[i] /= STEPS;
    this.gl.texImage2D(this.gl.TEXTURE_2D, 0, this.gl.RGB16F, width, height, 0, this.gl.RGB, this.gl.FLOAT, lab);
  }
}
