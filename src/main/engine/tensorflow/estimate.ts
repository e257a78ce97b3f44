import type { MemoryEstimate } from '../executor.ts';
import type { Program } from '../program.ts';
import { sizeOf } from '../program.ts';
import { bytesOf } from '../trace/graph.ts';
import { direct } from '../trace/lowerings/direct/index.ts';
import { peakBytes } from '../trace/memory.ts';
import { traceProgram } from '../trace/trace.ts';

const BYTES = 4;

/*
 * The process's memory as a sum of three parts, fitted to the peak resident size of CycleGAN steps on the
 * processor from 64/32/6 to 256/32/6 (1.0 to 2.9 GB): from 5 % too little to 9 % too much. Translations of
 * up to 1024 x 1024 pixels (0.5 to 3.3 GB) are estimated too high by some 200 MB.
 */
const RUNTIME_BYTES = 700 * 2 ** 20;
const STATE_COPIES = 1.3;
const TAPE_FACTOR = 1.9;

/**
 * Estimates by tracing the program, which computes nothing. A step frees what its gradients need no more;
 * a program without gradients frees nothing before its end.
 */
export function estimateMemory(program: Program): MemoryEstimate {
  const { graph, changed } = traceProgram(program, direct);
  const state = Object.values(program.state).reduce((sum, { shape }) => sum + BYTES * sizeOf(shape), 0);
  const frees = changed.length > 0;
  const activations = frees ? peakBytes(graph) : graph.nodes.reduce((sum, { result }) => sum + bytesOf(result), 0);
  return { state, activations, total: Math.ceil(RUNTIME_BYTES + STATE_COPIES * state + (frees ? TAPE_FACTOR : 1) * activations) };
}
