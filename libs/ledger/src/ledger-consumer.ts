import type { Task } from '#jobs/task.js';

/** Who wants to know of changed orders, and the task that looks at them. */
export interface LedgerConsumer {
  readonly name: string;
  readonly task: Task<Record<string, never>>;
  /**
   * What it wants to know of orders that only went to another store: each order (by default), those that are news
   * since the change, the places that orders left and came to once all have moved, or nothing.
   */
  readonly ofMoves?: 'orders' | 'news' | 'places' | 'nothing';
  /** It wants to know of orders alone that have a leg of such a connector; by default of all. */
  readonly ofConnectors?: (connector: string) => boolean;
}
