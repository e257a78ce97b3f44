import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { convolution } from '../operations/convolution.ts';
import { evenGeometry } from '../operations/geometry.ts';
import type { Program } from '../program.ts';
import { float32 } from '../program.ts';
import { hoistStateOnly } from './hoist.ts';
import { lowerings } from './lowerings/index.ts';
import { printGraph } from './print.ts';
import { traceProgram } from './trace.ts';
import { verifyGraph } from './verify.ts';

const program = (size: number): Program => ({
  name: 'translate',
  state: { filter: float32(3, 3, 16, 16), bias: float32(16) },
  inputs: { picture: float32(1, size, size, 16) },
  body: ({ filter, bias }, { picture }) => ({ state: {}, outputs: { y: tf.add(convolution(picture, filter, evenGeometry(1, 1, 'reflect')), bias) } }),
});

const isState = ({ name }: { name: string }): boolean => name.startsWith('state/');

describe('what follows from the state alone', () => {
  it('is the transformed filter, in a graph of its own', () => {
    const hoisted = hoistStateOnly(traceProgram(program(8), lowerings.winograd).graph, isState);
    if (hoisted === undefined) throw new Error('nothing was hoisted');
    verifyGraph(hoisted.prologue);
    verifyGraph(hoisted.main);
    expect(hoisted.prologue.nodes.map(({ operator }) => operator)).toEqual(['Reshape', 'MatMul', 'Reshape']);
    expect(hoisted.prologue.outputs.map(({ value }) => value.shape)).toEqual([[36, 16, 16]]);
    expect(hoisted.main.inputs.map(({ name }) => name)).toContain(hoisted.prologue.outputs[0].name);
    expect(hoisted.main.inputs.map(({ name }) => name)).not.toContain('state/filter');
    expect(printGraph(hoisted.main)).toContain('state/bias');
  });

  it('has the same name for every picture size, so that sizes share it', () => {
    const [small, large] = [8, 12].map((size) => hoistStateOnly(traceProgram(program(size), lowerings.winograd).graph, isState));
    expect(small?.prologue.outputs.map(({ name }) => name)).toEqual(large?.prologue.outputs.map(({ name }) => name));
  });

  it('is nothing where weights are used as they are', () => {
    expect(hoistStateOnly(traceProgram(program(8), lowerings.direct).graph, isState)).toBeUndefined();
  });
});
