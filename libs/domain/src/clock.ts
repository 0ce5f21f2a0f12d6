/**
 * Where "now" comes from. The hub's clock follows the database's, so that all instances agree. Between two
 * measurements a host's clock may be set and a machine may be suspended, and then there are two answers:
 * whoever takes goes by the earlier, whoever holds by the later. Where there is but one clock both are the same.
 */
export interface Clock {
  /** Never ahead of the database's: for stamps, and for what is taken once it is over (a lease, an hour, a deadline). */
  now(): Date;
  /** Not behind the database's as long as one of the host's clocks is right: for what is held, and ends by then. */
  latest(): Date;
}
