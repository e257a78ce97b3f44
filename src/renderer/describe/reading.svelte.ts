import { studio } from '../connection/connection.svelte.ts';

/** So long the hand rests before the studio is asked, in milliseconds. */
const rest = 90;

/** What a painter makes of a sentence. */
interface Known {
  /** Words that were never seen. */
  readonly unseen: readonly string[];
  /** Whether anything of it was. */
  readonly seen: boolean;
  /** So many words and parts are read, where it has more; else null. */
  readonly cut: number | null;
}

const nothing: Known = { unseen: [], seen: true, cut: null };

/** What is being typed, and whose words are suggested. */
interface Typing {
  readonly sentence: string;
  /** The beginning of a word at the caret; empty for none. */
  readonly typed: string;
  readonly checkpoint: string | null;
}

/** Asks when the hand rests; what is asked before that is called off. Returns how to call it off. */
function whenResting(ask: (signal: AbortSignal) => Promise<void>): () => void {
  const controller = new AbortController();
  // Only a help: the drawing itself says what is wrong.
  const timer = setTimeout(() => void ask(controller.signal).catch(() => undefined), rest);
  return () => {
    clearTimeout(timer);
    controller.abort();
  };
}

/** Reads along while the component lives: words that a painter never saw, and known ones that begin like the one that is typed. */
export function readingOf(typing: () => Typing): { readonly known: Known; readonly suggestions: readonly string[] } {
  let known = $state.raw(nothing);
  let suggestions = $state.raw<readonly string[]>([]);
  const now = $derived(typing());
  const sentence = $derived(now.sentence);
  const typed = $derived(now.typed);
  const checkpoint = $derived(now.checkpoint);

  $effect(() => {
    const [said, of] = [sentence, checkpoint];
    if (said === '' || of === null) {
      known = nothing;
      return;
    }
    return whenResting(async (signal) => {
      const { unknown, seen, tokens, read } = await studio.drawings.look({ checkpoint: of, sentence: said }, { signal });
      if (!signal.aborted) known = { unseen: unknown, seen, cut: tokens > read ? read : null };
    });
  });
  $effect(() => {
    const [prefix, of] = [typed, checkpoint];
    if (prefix === '' || of === null) {
      suggestions = [];
      return;
    }
    return whenResting(async (signal) => {
      const found = await studio.drawings.words({ checkpoint: of, prefix, limit: 8 }, { signal });
      if (!signal.aborted) suggestions = found.filter((each) => each !== prefix.toLowerCase());
    });
  });

  return {
    get known() {
      return known;
    },
    get suggestions() {
      return typed === '' ? [] : suggestions;
    },
  };
}
