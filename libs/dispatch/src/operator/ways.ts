import type { DispatchKind, DispatchState } from '../dispatch-words.js';

/**
 * What a person can do about a command. release: send it now · withdrawn: it is not to be sent any more · placed: the
 * order is at the till, under a number · reached: the till's order is where the command was to bring it · absent: what
 * was sent is not there · undo: `placed` was said in error.
 */
export const VERBS = ['release', 'withdrawn', 'placed', 'reached', 'absent', 'undo'] as const;
export type Verb = (typeof VERBS)[number];

/**
 * Where a command stands for a person: as its state, but what is held for being at the till perhaps, what may be under
 * way this moment and what is placed by a person's word are each their own.
 */
export const STANDINGS = [
  'held',
  'maybe_placed',
  'waiting',
  'under_way',
  'unknown',
  'done',
  'told',
  'failed',
  'withdrawn',
] as const;
export type Standing = (typeof STANDINGS)[number];

type Ways = Readonly<Record<Standing, readonly Verb[]>>;

/** The whole of it: what is not listed is refused. */
export const WAYS: Readonly<Record<'place' | 'move', Ways>> = {
  place: {
    held: ['release', 'withdrawn', 'placed'],
    maybe_placed: ['withdrawn', 'placed', 'absent'],
    waiting: ['withdrawn', 'placed'],
    under_way: [],
    unknown: ['placed', 'absent'],
    done: [],
    told: ['undo'],
    failed: ['release', 'withdrawn', 'placed'],
    withdrawn: ['release'],
  },
  move: {
    held: ['release', 'withdrawn', 'reached'],
    maybe_placed: ['withdrawn', 'reached', 'absent'],
    waiting: ['withdrawn', 'reached'],
    under_way: [],
    unknown: ['reached', 'absent'],
    done: [],
    told: [],
    failed: ['release', 'withdrawn', 'reached'],
    withdrawn: ['release'],
  },
};

/** A command as far as it decides what a person can do. */
export interface Stood {
  readonly kind: DispatchKind;
  readonly state: DispatchState;
  readonly errorCode: string | null;
  /** From then on nothing of what was sent can be under way. */
  readonly overAt: Date | null;
  readonly resolvedBy: string | null;
}

export function standingOf({ state, errorCode, overAt, resolvedBy }: Stood, now: Date): Standing {
  if (state === 'held') return errorCode === 'maybe_placed' ? 'maybe_placed' : 'held';
  if (state === 'unknown') return overAt !== null && overAt > now ? 'under_way' : 'unknown';
  return state === 'done' && resolvedBy !== null ? 'told' : state;
}

export const waysOf = (stood: Stood, now: Date): readonly Verb[] =>
  WAYS[stood.kind === 'place' ? 'place' : 'move'][standingOf(stood, now)];
