import fc from 'fast-check';
import { MOODS, type Mood, type Wrong, WRONGS } from './wronged-orders.js';

/** What a hub or a person does. `look` remembers what is offered, `approve` approves what was seen last. */
const DONE = ['work', 'poll', 'later', 'mend', 'look', 'approve'] as const;

export type Step =
  | { readonly do: 'order'; readonly no: string }
  | { readonly do: 'wrong'; readonly no: string; readonly wrong: Wrong }
  | { readonly do: 'mood'; readonly mood: Mood }
  | { readonly do: (typeof DONE)[number] };

const NUMBERS = ['A-1', 'A-2', 'A-3'] as const;
const no = fc.constantFrom(...NUMBERS);

/** Some orders, to which much may happen, in any order. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('order' as const), no }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wrong' as const), no, wrong: fc.constantFrom(...WRONGS) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mood' as const), mood: fc.constantFrom(...MOODS) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom(...DONE) }) },
);

const [NO] = NUMBERS;
const order: Step = { do: 'order', no: NO };
const wrong = (what: Wrong): Step => ({ do: 'wrong', no: NO, wrong: what });
const mood = (how: Mood): Step => ({ do: 'mood', mood: how });
const all = (...dones: readonly (typeof DONE)[number][]): Step[] => dones.map((done) => ({ do: done }));

/** Each kind of repair, and what a person takes apart; and who approves what he saw before another did. */
export const EXAMPLES: readonly (readonly Step[])[] = [
  [
    ...[order, mood('refuses'), ...all('work', 'later', 'look')],
    ...[mood('honest'), ...all('approve', 'work', 'approve', 'work')],
  ],
  [
    ...[order, ...all('work', 'poll', 'look'), wrong('staff cancels')],
    ...all('poll', 'later', 'look', 'approve', 'approve', 'work', 'approve', 'work'),
  ],
  [
    order,
    ...all('work', 'poll'),
    wrong('shop cancels'),
    ...all('later', 'look', 'approve', 'work', 'approve'),
  ],
  [
    ...[order, ...all('work', 'poll'), wrong('shipped'), ...all('later', 'mend')],
    ...[wrong('delivered'), ...all('later', 'mend')],
  ],
  [
    ...[
      order,
      mood('refuses'),
      ...all('work', 'later', 'look'),
      mood('honest'),
      ...all('approve', 'work', 'poll'),
    ],
    ...[wrong('a person takes it apart'), ...all('approve', 'work', 'mend', 'approve', 'work')],
  ],
  [
    ...[order, ...all('work', 'poll'), wrong('a copy is booked')],
    ...all('poll', 'later', 'look', 'approve', 'work', 'approve'),
  ],
];
