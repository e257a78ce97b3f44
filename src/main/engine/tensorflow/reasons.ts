/** What stands in the way of loading TensorFlow, in the words of the system's linker, and for people. */
const KNOWN: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [/(lib(?:cud|cublas|cufft|curand|cusolver|cusparse)[\w.-]*): cannot open/i, ([, library]) => `the library ${library} of CUDA 11.2 is missing.`],
  [/(libtensorflow[\w.-]*): cannot open|tensorflow\.dll/i, () => "TensorFlow's own library is missing from the installation."],
  [/version `?(GLIBC(?:XX)?_[\d.]+)'? not found/i, ([, version]) => `this system is too old: it has no ${version}.`],
  [/invalid ELF header|file too short|not a mach-o|bad image|not a valid Win32/i, () => 'its library is damaged or made for another kind of computer.'],
  [/the specified module could not be found/i, () => "a library is missing: TensorFlow's own, or Microsoft's Visual C++ runtime."],
  [/illegal instruction/i, () => 'it needs a processor with AVX.'],
];

/** Why TensorFlow could not be loaded, as a sentence. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  for (const [pattern, reason] of KNOWN) {
    const found = pattern.exec(message);
    if (found !== null) return reason(found);
  }
  const first = message.split('\n')[0].slice(0, 200);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
