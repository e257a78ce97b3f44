/** What lies over the pages: one thing at a time. */
export const surface = $state<{ open: 'palette' | 'shortcuts' | null }>({ open: null });
