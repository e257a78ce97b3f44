/** Values that are watched: a component that is given them by getters follows them. */
export function props<Values extends object>(values: Values): Values {
  const watched = $state(values);
  return watched;
}
