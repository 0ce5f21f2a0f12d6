import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallPurpose } from './call-purpose.js';
import type { ReservedCalls } from './reserved-calls.js';

/** Why calls are made, for whoever admits them. It follows the work through every connector. */
export interface CallContext {
  /** Left out where no vendor counts such calls. */
  readonly purpose?: CallPurpose;
  /** Granted beforehand: attempts use these up before others are asked for. */
  readonly reserved?: ReservedCalls;
  /**
   * Asked right before a write's first byte. It locks nothing beyond its own look.
   * @returns why it is not to be sent any more, for people; undefined where it is
   */
  readonly mayWrite?: () => Promise<string | undefined>;
}

const contexts = new AsyncLocalStorage<CallContext>();

/** Every call that the work makes, at whatever depth, is made in this context; the innermost one counts. */
export const withinCall = <T>(context: CallContext, work: () => Promise<T>): Promise<T> =>
  contexts.run(context, work);

/** Undefined outside of any. */
export const callContext = (): CallContext | undefined => contexts.getStore();
