/** Words of the compare page. */
export const compare = {};
