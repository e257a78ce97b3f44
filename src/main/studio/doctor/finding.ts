/** One thing that the doctor looked at. */
export interface Finding {
  readonly area: 'node' | 'machine' | 'home' | 'device' | 'part';
  readonly name: string;
  readonly value: string;
  /** Null where there is nothing to judge. */
  readonly ok: boolean | null;
  /** Why not, or what to know; null where the value says it all. */
  readonly remark: string | null;
}
