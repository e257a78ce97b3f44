const VERTEX = `#version 300 es
uniform vec4 box; // where the picture lies, in clip space: left, top, width, height
out vec2 at;
void main() {
  at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(box.xy + at * box.zw, 0.0, 1.0);
}`;

/** Lab as in \`shared/colour/lab.ts\`, with the same constants; matrices stand in columns. */
const FRAGMENT = `precision highp float;
in vec2 at;
out vec4 shown;
uniform sampler2D picture, before, now, doubts;
uniform int view; // 0 result, 1 hints, 2 original, 3 split
uniform bool answered;
uniform float split, blend, doubt;
const mat3 FROM_XYZ = inverse(mat3(0.412453, 0.212671, 0.019334, 0.35758, 0.71516, 0.119193, 0.180423, 0.072169, 0.950227));
const vec3 WHITE = vec3(0.95047, 1.0, 1.08883);
vec3 toLinear(vec3 c) { return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), greaterThan(c, vec3(0.04045))); }
vec3 fromLinear(vec3 c) { return mix(c * 12.92, 1.055 * pow(max(c, 0.0031308), vec3(1.0 / 2.4)) - 0.055, greaterThan(c, vec3(0.0031308))); }
float curve(float v) { return v > 0.008856 ? pow(v, 1.0 / 3.0) : 7.787 * v + 16.0 / 116.0; }
vec3 uncurve(vec3 v) { return mix((v - 16.0 / 116.0) / 7.787, v * v * v, greaterThan(v, vec3(0.2068966))); }
vec3 joined(vec3 rgb, vec3 lab) {
  float y = clamp(curve(dot(vec3(0.212671, 0.71516, 0.072169), toLinear(rgb))) + lab.x / 116.0, 16.0 / 116.0, 1.0);
  vec3 xyz = uncurve(vec3(y + lab.y / 500.0, y, max(0.0, y - lab.z / 200.0))) * WHITE;
  return clamp(fromLinear(max(FROM_XYZ * xyz, 0.0)), 0.0, 1.0);
}
vec3 answer() {
#ifdef FADING
  return mix(texture(before, at).rgb, texture(now, at).rgb, blend);
#else
  return texture(now, at).rgb;
#endif
}
void main() {
  vec3 result = texture(picture, at).rgb;
  bool plain = view == 2 || (view == 3 && gl_FragCoord.x < split);
  if (!plain) result = joined(result, view == 1 || !answered ? vec3(0.0) : answer());
#ifdef DOUBTING
  result = mix(result, vec3(1.0, 0.35, 0.0), doubt * texture(doubts, at).r);
#endif
  shown = vec4(result, 1.0);
}`;

/** What a frame needs beside picture and answer. Each costs a look into a picture at every pixel, which shows without graphics hardware. */
export interface Needs {
  /** The answer before is still seen. */
  readonly fading: boolean;
  /** It is shown where the network is unsure. */
  readonly doubting: boolean;
}

function compiled(gl: WebGL2RenderingContext, kind: number, source: string): WebGLShader {
  const shader = gl.createShader(kind);
  if (shader === null) throw new Error('The graphics context is lost.');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (gl.getShaderParameter(shader, gl.COMPILE_STATUS) !== true) throw new Error(gl.getShaderInfoLog(shader) ?? 'The shader does not compile.');
  return shader;
}

/** The program that joins a picture's lightness with a network's colours. Throws Error where the context cannot compile it. */
export function joiningProgram(gl: WebGL2RenderingContext, { fading, doubting }: Needs): WebGLProgram {
  const program = gl.createProgram();
  const wanted = ['#version 300 es', fading ? '#define FADING' : '', doubting ? '#define DOUBTING' : ''].join('\n');
  gl.attachShader(program, compiled(gl, gl.VERTEX_SHADER, VERTEX));
  gl.attachShader(program, compiled(gl, gl.FRAGMENT_SHADER, `${wanted}\n${FRAGMENT}`));
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) throw new Error(gl.getProgramInfoLog(program) ?? 'The program does not link.');
  return program;
}
