/** How many drop zones a page shows: while there are some, the whole window does not offer itself. */
export const dropZones = $state({ count: 0 });
