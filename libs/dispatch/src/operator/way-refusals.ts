import { ConflictError } from '#accounts/account-errors.js';
import { type Standing, standingOf, type Stood, type Verb, waysOf } from './ways.js';

/** @throws ConflictError where a person cannot do that to a command that stands like this; says what can be done */
export function refuseWay(verb: Verb, stood: Stood, now: Date): void {
  const ways = waysOf(stood, now);
  if (ways.includes(verb)) return;
  const standing = standingOf(stood, now);
  throw new ConflictError(
    `${STANDS[standing](stood)}: ${ways.length === 0 ? ENDS[standing] : instead(ways)}`,
  );
}

const instead = (ways: readonly Verb[]): string =>
  `what can be done about it is ${ways.map((way) => CALLS[way]).join(', ')}`;

/** As the REST takes it. */
const CALLS: Readonly<Record<Verb, string>> = {
  release: 'POST …/release',
  undo: 'POST …/undo',
  withdrawn: 'POST …/resolve with the outcome withdrawn',
  placed: 'POST …/resolve with the outcome placed',
  reached: 'POST …/resolve with the outcome reached',
  absent: 'POST …/resolve with the outcome absent',
};

const STANDS: Readonly<Record<Standing, (stood: Stood) => string>> = {
  held: () => 'the dispatch is held',
  maybe_placed: () => 'the dispatch is held, and the order may be at the till',
  waiting: () => 'the dispatch is waiting to be sent',
  under_way: ({ overAt }) => `the attempt may be under way until ${overAt?.toISOString() ?? ''}`,
  unknown: () => 'the outcome of the dispatch is unknown',
  done: () => 'the dispatch is done',
  told: ({ resolvedBy }) => `the dispatch is done, as ${resolvedBy ?? ''} said`,
  failed: () => 'the dispatch is failed',
  withdrawn: () => 'the dispatch is withdrawn',
};

/** Where nothing can be done about the command itself. */
const ENDS: Readonly<Record<Standing, string>> = {
  ...{ held: '', maybe_placed: '', waiting: '', unknown: '', failed: '', withdrawn: '' },
  under_way: 'say what became of it after that',
  done: 'the till has it; cancel the order where it comes from',
  told: 'it is over',
};
