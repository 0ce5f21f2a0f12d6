/** Where "now" comes from. The hub's clock follows the database's, so that all instances agree. */
export interface Clock {
  now(): Date;
}
