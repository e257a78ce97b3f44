import * as z from 'zod';

/** Numbers side by side as they lie in memory, little-endian: a hundred thousand of them as text would take seconds to write, check and read. */
export const packedSchema = z.instanceof(Blob);

/** Steps of points, packed as 64-bit numbers. */
export const packSteps = (steps: readonly number[]): Blob => new Blob([new Float64Array(steps)]);

/** What `packSteps` packed. */
export const unpackSteps = async (packed: Blob): Promise<Float64Array> => new Float64Array(await packed.arrayBuffer());

/** Values of points, packed as 32-bit numbers; NaN where a point has no value. */
export const packValues = (values: readonly number[]): Blob => new Blob([new Float32Array(values)]);

/** What `packValues` packed. */
export const unpackValues = async (packed: Blob): Promise<Float32Array> => new Float32Array(await packed.arrayBuffer());
