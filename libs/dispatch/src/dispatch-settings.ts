export interface DispatchSettings {
  /** A command held by a dead instance is free again after this long, ms. */
  readonly leaseMs: number;
  /** How long after its intent an order may still be written to the till, ms; never past the lease. */
  readonly writeWithinMs: number;
  /**
   * The longest that one attempt lasts from its first byte, ms: the transport's deadline for an answer and
   * some room. Until then it may be under way, whoever sent it.
   */
  readonly attemptDeadlineMs: number;
  /** One transaction plans at most this many changed orders. */
  readonly ordersPerPlan: number;
  /** Commands under way at once in one instance. */
  readonly atOnce: number;
  /** Of these for one account; the connector's own limit may be lower. */
  readonly atOncePerAccount: number;
}

export const DEFAULT_DISPATCH_SETTINGS: DispatchSettings = {
  leaseMs: 30_000,
  writeWithinMs: 10_000,
  attemptDeadlineMs: 15_000,
  ordersPerPlan: 200,
  atOnce: 64,
  atOncePerAccount: 16,
};
