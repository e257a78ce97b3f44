/** Words of the settings page. */
export const settings = {};
