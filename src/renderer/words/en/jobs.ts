/** Words of the activity page. */
export const jobs = {};
