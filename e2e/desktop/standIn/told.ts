import * as z from 'zod';

/** What the stand-in tells the test: everything that a person would see outside of the page. */
export const toldSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('window'), devtools: z.string() }),
  z.object({ what: z.literal('menu'), items: z.array(z.object({ menu: z.string(), id: z.string().nullable(), label: z.string().nullable() })) }),
  z.object({ what: z.literal('dialog'), kind: z.string(), options: z.record(z.string(), z.unknown()) }),
  z.object({ what: z.literal('progress'), share: z.number() }),
  z.object({ what: z.literal('awake'), on: z.boolean() }),
  z.object({ what: z.literal('notification'), title: z.string(), body: z.string() }),
  z.object({ what: z.literal('opened'), path: z.string() }),
  z.object({ what: z.literal('refused'), deed: z.string() }),
  z.object({ what: z.literal('shown') }),
]);
export type Told = z.infer<typeof toldSchema>;

/** What the test does in the place of a person and the system. */
export const deedSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('answer'), result: z.record(z.string(), z.unknown()) }),
  z.object({ do: z.literal('choose'), id: z.string() }),
  z.object({ do: z.literal('close') }),
  z.object({ do: z.literal('quit') }),
  z.object({ do: z.literal('secondInstance') }),
  z.object({ do: z.literal('blur') }),
]);
export type Deed = z.infer<typeof deedSchema>;

/** Tells the test; without one (a person runs it) nobody hears. */
export function tell(told: Told): void {
  process.send?.(told);
}
