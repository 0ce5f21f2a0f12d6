/**
 * @typedef {object} Told a distortion, as the sandbox's record has it
 * @property {string} kind
 * @property {readonly { vendor: string, orderNo: string }[]} orders
 * @property {boolean} findable
 * @property {string | null} rule
 * @property {string} at
 * @property {string | null} by
 * @property {string | null} endedAt
 *
 * @typedef {object} Kept a discrepancy of the hub, with the numbers under which vendors know its order
 * @property {string} rule
 * @property {string} state
 * @property {string | null} orderId
 * @property {string | null} hourStart
 * @property {string} since
 * @property {{ en: string, zh: string }} text
 * @property {readonly string[]} numbers
 */

/**
 * Holds what the sandbox did against what the hub found. A distortion that came right before its time need not be found;
 * a discrepancy is explained by a distortion of the same order that shows by the same rule. One of an account is about its
 * settings, of which the demo leaves some to people.
 *
 * @param {readonly Told[]} distortions
 * @param {readonly Kept[]} discrepancies
 * @param {number} now epoch ms
 */
export function verdictsOf(distortions, discrepancies, now) {
  const verdicts = {
    found: [],
    missing: [],
    notYet: [],
    cameRight: [],
    unfindable: [],
    settings: [],
    unexplained: [],
  };
  const byNumber = indexed(discrepancies);
  const explained = new Set();
  for (const told of distortions) {
    const kept = told.orders.flatMap(({ orderNo }) => byNumber.get(orderNo) ?? []).filter(sameRule(told));
    for (const one of kept) explained.add(one);
    const [first] = kept;
    if (first !== undefined) verdicts.found.push({ told, kept: first });
    else verdicts[unfound(told, now)].push(told);
  }
  for (const one of discrepancies.filter((each) => each.state === 'open' && !explained.has(each)))
    verdicts[isOfAccount(one) ? 'settings' : 'unexplained'].push(one);
  return verdicts;
}

const isOfAccount = ({ orderId, hourStart }) => orderId === null && hourStart === null;

const sameRule =
  (told) =>
  ({ rule }) =>
    rule === told.rule;

function unfound({ findable, by, endedAt }, now) {
  if (!findable) return 'unfindable';
  if (endedAt !== null && Date.parse(endedAt) <= Date.parse(by)) return 'cameRight';
  return Date.parse(by) <= now ? 'missing' : 'notYet';
}

function indexed(discrepancies) {
  const byNumber = new Map();
  for (const one of discrepancies) {
    for (const number of one.numbers) byNumber.set(number, [...(byNumber.get(number) ?? []), one]);
  }
  return byNumber;
}
