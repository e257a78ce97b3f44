import { row } from './row.ts';

/** Errors of weights that come from other programs, and of models that go to them. */
export const weightsErrors = {
  WEIGHTS_MISSING: row<{ path: string; reason: string }>({
    exit: 2,
    message: ({ path, reason }) => `The file ${path} cannot be opened: ${reason}`,
    remedy: () => 'Check the path; it must be a .pth, .pt or .safetensors file.',
  }),
  WEIGHTS_UNREADABLE: row<{ path: string; reason: string }>({
    exit: 1,
    message: ({ path, reason }) => `${path} cannot be read as weights: ${reason}`,
    remedy: () => 'Nothing was changed. Fetch or save the file again; it must be a state dict saved by PyTorch, or a safetensors file.',
  }),
  WEIGHTS_FOREIGN_OBJECT: row<{ path: string; name: string }>({
    exit: 1,
    message: ({ path, name }) =>
      `${path} holds a Python object that is no tensor, "${name}", and was refused: making such objects can run any program. Nothing of it was run.`,
    remedy: () => 'If you trust the file, save its weights alone in PyTorch: torch.save(network.state_dict(), "weights.pth").',
  }),
  WEIGHTS_NO_NETWORK: row<{ path: string; found: string }>({
    exit: 1,
    message: ({ path, found }) =>
      `${path} holds no CycleGAN network. Found: ${found}. Expected: "model.1.weight" of the shape [n, 3, 7, 7] (a ResNet generator) or "model.model.0.weight" of [n, 3, 4, 4] (a U-Net generator), behind any prefix.`,
    remedy: () => 'Import the generators of a CycleGAN whose names are those of the reference implementation: latest_net_G_A.pth, latest_net_G_B.pth.',
  }),
  WEIGHTS_KIND_REFUSED: row<{ path: string; network: string; kind: string; evidence: string }>({
    exit: 1,
    message: ({ path, network, kind, evidence }) => `${path}: ${network} ${kind}, which Recast Studio does not have (it holds "${evidence}").`,
    remedy: () => 'Import a network with instance norm, without antialiasing and without dropout, as CycleGAN has them by default.',
  }),
  WEIGHTS_MISFIT: row<{ path: string; network: string; reason: string }>({
    exit: 1,
    message: ({ path, network, reason }) => `${path}: ${network} does not fit together: ${reason}`,
    remedy: () => 'Import a network as its reference implementation builds it; nothing was changed.',
  }),
  WEIGHTS_NOT_NUMBERS: row<{ path: string; tensor: string }>({
    exit: 1,
    message: ({ path, tensor }) => `${path}: "${tensor}" holds values that are no finite numbers; a training that ran away leaves such files.`,
    remedy: () => 'Import weights that were saved earlier in that training.',
  }),
  WEIGHTS_NO_COLOURIST: row<{ path: string }>({
    exit: 1,
    message: ({ path }) => `${path} holds no colourist, but other networks.`,
    remedy: () => 'Choose weights of a network that colours by hints; translators are imported on their own project’s page. Nothing was changed.',
  }),
  WEIGHTS_DIFFER: row<{ one: string; other: string; what: string }>({
    exit: 1,
    message: ({ one, other, what }) => `${one} and ${other} are different networks (${what}); the two directions of a translator are alike.`,
    remedy: () => 'Import them one at a time: each becomes a translator of one direction.',
  }),
  WEIGHTS_TOO_MANY: row<{ what: string; names: readonly string[] }>({
    exit: 2,
    message: ({ what, names }) => `There is more than one candidate for ${what}: ${names.join(', ')}.`,
    remedy: () => 'Name at most two generators and two discriminators, whose names say which is which: netG_A turns a into b, netG_B b into a.',
  }),
  WEIGHTS_NO_GENERATOR: row<{ paths: readonly string[] }>({
    exit: 2,
    message: ({ paths }) => `There are only discriminators in ${paths.join(', ')}; a translator is made of generators.`,
    remedy: () => 'Name the file of a generator, too: latest_net_G_A.pth.',
  }),
  RESUME_WITHOUT_FOLDERS: row<{ run: string; roles: readonly string[] }>({
    exit: 2,
    message: ({ run }) => `The run ${run} was imported and has no pictures to learn from.`,
    remedy: ({ run, roles }) => `Name where they are: \`recast resume ${run}${roles.map((role) => ` --${role} DIR`).join('')}\`.`,
  }),
  RESUME_WITH_FOLDERS: row<{ run: string; roles: readonly string[] }>({
    exit: 2,
    message: ({ run }) => `The run ${run} has its folders already; they stay the same for all of a run.`,
    remedy: ({ roles }) => `Leave ${roles.map((role) => `--${role}`).join(' and ')} away, or begin a new run with \`recast train\`.`,
  }),
  RESUME_FOLDER_MOVED: row<{ run: string; roles: readonly string[]; path: string }>({
    exit: 2,
    message: ({ run, path }) => `The pictures of run ${run} are not there any more: ${path}.`,
    remedy: ({ run, roles }) => `Put them back, or say where they are now: \`recast resume ${run}${roles.map((role) => ` --${role} DIR`).join('')}\`.`,
  }),
  EXPORT_FORMAT_UNKNOWN: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `What to write is told by the ending of the file, and ${path} ends in none that is known.`,
    remedy: () => 'Let --out end in .onnx (other programs), .safetensors or .pth (PyTorch).',
  }),
  EXPORT_EXISTS: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `There is something at ${path} already; it was left as it is.`,
    remedy: () => 'Name another file with --out, or add --replace.',
  }),
  EXPORT_UNWRITABLE: row<{ path: string; reason: string }>({
    exit: 1,
    message: ({ path, reason }) => `The file ${path} cannot be written: ${reason}`,
    remedy: () => 'Make room or give yourself the right to write there, or name another place with --out. Nothing half-written was left behind.',
  }),
  EXPORT_TOO_LARGE: row<{ path: string; bytes: number; limit: number }>({
    exit: 1,
    message: ({ path, bytes, limit }) => `The model takes ${bytes} bytes, and a file like ${path} can hold ${limit}.`,
    remedy: () => 'Write .onnx with --fp16, or .safetensors, which has no such limit.',
  }),
};
