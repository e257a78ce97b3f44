/** Words of the data page. */
export const data = {};
