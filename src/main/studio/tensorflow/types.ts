import type { TensorflowPackage } from '../../../shared/tensorflow.ts';

/** What an installation is doing. Only the latest report matters. */
export interface TensorflowProgress {
  /** `packages`: from npm. `library`: TensorFlow itself. `proving`: a small piece of work in a process of its own. */
  readonly phase: 'packages' | 'library' | 'proving';
  /** The phase as a sentence. */
  readonly text: string;
  /** Bytes that lie on the disk by now; how many there will be is not known beforehand. */
  readonly bytes: number;
}

/** What is installed, and whether it works now. */
export interface TensorflowStatus {
  readonly installed: boolean;
  /** Which package; null where nothing is installed. */
  readonly package: TensorflowPackage | null;
  /** The version of TensorFlow's library; null where it cannot be loaded. */
  readonly version: string | null;
  /** Where it computes: `cuda` is an NVIDIA card; null where it does not. */
  readonly device: 'cpu' | 'cuda' | null;
  readonly works: boolean;
  /** What is so, or why not, as a sentence. */
  readonly text: string;
  /** What to do about it; null where nothing is to be done. */
  readonly remedy: string | null;
  readonly folder: string;
  /** What it takes on the disk. */
  readonly bytes: number;
}

/** TensorFlow in a home: not part of the product's own packages, installed by one visible step. */
export interface TensorflowInstallation {
  /** Looks at what is installed and tries it: some seconds. */
  status(): Promise<TensorflowStatus>;
  /**
   * Downloads, proves and puts in place, instead of what was there; that stays until the new one was proven.
   * Whatever happens, and also after a kill, nothing half-made is ever used.
   *
   * @throws TENSORFLOW_NOT_OFFERED, TENSORFLOW_BUSY, TENSORFLOW_INSTALL_FAILED, TENSORFLOW_NO_CUDA; an `AbortError` where `signal` aborts
   */
  install(options: { readonly gpu: boolean }, onProgress: (progress: TensorflowProgress) => void, signal?: AbortSignal): Promise<TensorflowStatus>;
  /** Removes it. @returns the bytes that were freed, 0 where nothing was installed */
  remove(): Promise<number>;
}
