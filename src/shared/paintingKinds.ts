/** What a colourist makes: colours for grey photos, or for line art, whose lightness it draws as well. */
export const paintingModes = ['photo', 'sketch'] as const;

/** `preview`: at once, at reduced resolution, laid over the last full answer so that nothing far from a new hint moves. */
export const paintingQualities = ['preview', 'full'] as const;

/** Files that a painting is exported to. */
export const paintingFormats = ['png', 'jpeg', 'webp', 'psd', 'ora'] as const;
export type PaintingFormat = (typeof paintingFormats)[number];

/** What hints are painted with, in the order of the toolbar. */
export const paintingTools = ['point', 'brush', 'eraser', 'eyedropper', 'hand'] as const;

/** What is shown of a painting; `split` is original and result beside each other. */
export const paintingViews = ['result', 'hints', 'original', 'split'] as const;
