import type { ConfigField } from '#connectors-core/config-field.js';

/** Which commands go to the till, and how a lost answer is settled. */
export const dispatchFields = [
  {
    name: 'dispatch',
    label: 'Commands',
    description:
      'place: paid storefront orders of the bound store are booked at the till. ship, complete, cancel: what happens elsewhere is passed on. All are off until you switch them on; what came before is never sent by itself.',
    type: 'flags',
    flags: ['place', 'ship', 'complete', 'cancel'],
    default: { place: false, ship: false, complete: false, cancel: false },
  },
  {
    name: 'placeWithinMinutes',
    label: 'Placed by itself within, minutes',
    description:
      'An order that was paid longer ago waits for a person: nobody wants yesterday’s orders printed in the kitchen.',
    type: 'integer',
    default: 60,
    min: 1,
    max: 10_080,
  },
  {
    name: 'reopened',
    label: 'Orders that are alive again',
    description:
      'An order that was cancelled, at the till too, and is alive again: hold waits for a person, place books it once more by itself, within the time above. What somebody cancelled at the till waits for a person in any case.',
    type: 'choice',
    choices: ['hold', 'place'],
    default: 'hold',
  },
  {
    name: 'negativeFindSeconds',
    label: 'Wait before “absent” is believed, seconds',
    description:
      'After a lost answer: how long after the attempt’s last moment the till must still not show the order. How late Pospal may show one is not documented.',
    type: 'integer',
    default: 30,
    min: 1,
    max: 86_400,
  },
  {
    name: 'tillOrigins',
    label: 'Orders that came from a till',
    description:
      'Orders whose origin has such a value are not placed again, e.g. source=pos; a value alone counts in any field of the origin. Ships empty: the storefronts’ words are not known beforehand.',
    type: 'list',
    default: [],
  },
  {
    name: 'shouldAddTicket',
    label: 'Completing makes a till ticket',
    description:
      'shouldAddTicket of completeOrder: whether a counter ticket is made as well. Off, so that no sale is in the till twice.',
    type: 'boolean',
    default: false,
  },
] as const satisfies readonly ConfigField[];
