import * as z from 'zod';

/** tfjs-node's packages: for the processor, and for NVIDIA's cards as well. */
export const tensorflowPackages = { cpu: '@tensorflow/tfjs-node', gpu: '@tensorflow/tfjs-node-gpu' } as const;

/** Which of the packages. */
export type TensorflowPackage = keyof typeof tensorflowPackages;

/** The version of tfjs-node that is installed: the one of our tfjs-core, on which its kernels run. */
export const TENSORFLOW_PACKAGE_VERSION = '4.22.0';

/** What came out when an installation was tried in a process of its own. */
export const tensorflowProofSchema = z.object({
  package: z.enum(['cpu', 'gpu']),
  /** Of TensorFlow's own library: `2.9.1`. */
  version: z.string(),
  /** Where it computed: `cuda` is an NVIDIA card. */
  device: z.enum(['cpu', 'cuda']),
  /** Seconds for the small piece of work that every device is tried with. */
  seconds: z.number().positive(),
});
export type TensorflowProof = z.infer<typeof tensorflowProofSchema>;

/** The file in an installation's folder that says that it was proven: a `TensorflowProof`. Written last. */
export const TENSORFLOW_PROOF_FILE = 'recast-proof.json';
