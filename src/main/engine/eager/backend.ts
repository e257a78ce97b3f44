/** A backend of tfjs that computes at once. */
export interface EagerBackend {
  /**
   * Runs `work` with this backend as tfjs's current one and restores the former. tfjs has one current
   * backend for the whole process, so `work` must be synchronous.
   */
  on<Result>(work: () => Result): Result;
}
