// The days that `bench calls` plays, and what they cost before calls were planned.
import { BEFORE } from './before.mjs';

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {number} limit calls that the vendor allows a day
 * @property {number} bound calls that the day may cost
 * @property {number} orders placed over the opening hours
 * @property {number} cancelled of them, by the customer, before anybody has touched them
 * @property {boolean} moves whether each is completed at the shop, and by us at the till; else the till's staff does it
 * @property {boolean} pushes whether the till tells the hub of its orders
 * @property {number} lostBooked answers to a place that are lost though the till has booked it
 * @property {number} lostUnbooked answers to a place that are lost, and nothing was booked
 * @property {readonly [number, number] | null} outage hours of the day between which the till answers nothing but 500
 * @property {readonly [number, number]} open hours of the day
 * @property {number} hours how long the day is played
 * @property {Readonly<Record<string, number>>} before calls by operation
 */

const DAY = {
  ...{ cancelled: 0, moves: false, pushes: false, lostBooked: 0, lostUnbooked: 0 },
  ...{ outage: null, open: [9, 22], hours: 24, before: {} },
};
const CANCELS = { ...DAY, limit: 300, orders: 150, cancelled: 10, bound: 250, before: BEFORE.cancels };
const PUSHES = { ...CANCELS, pushes: true, bound: 300, before: BEFORE.pushes };
const MOVES = { ...DAY, limit: 300, orders: 100, moves: true, bound: 290, before: BEFORE.moves };
const LARGER = { ...DAY, limit: 500, orders: 150, moves: true, bound: 425, before: BEFORE.larger };
const FAULTS = {
  ...{ ...DAY, limit: 300, orders: 120, lostBooked: 10, lostUnbooked: 10, outage: [14, 16] },
  ...{ bound: 300, before: BEFORE.faults },
};

/** @type {readonly Scenario[]} */
export const SCENARIOS = [
  { name: '300 a day: 150 placed, 10 cancelled', ...CANCELS },
  { name: '300 a day: the same with a push for whatever happens', ...PUSHES },
  { name: '300 a day: 100 placed, one move each', ...MOVES },
  { name: '500 a day: 150 placed, one move each', ...LARGER },
  { name: '300 a day: 120 placed, 20 answers lost, an outage of 2 h', ...FAULTS },
];

/** Six hours of one small till, for the tests. */
export const SHORT = {
  ...{ ...DAY, name: 'six hours: 20 placed, 2 cancelled', limit: 300, bound: 45, orders: 20, cancelled: 2 },
  ...{ open: [1, 5], hours: 6, before: BEFORE.short },
};
