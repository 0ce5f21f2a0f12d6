// What happens in the world on a day: the same for the same scenario, whoever plays it.
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Numbers in [0, 1), always the same ones. */
function seeded() {
  let state = 20_261_129;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * @typedef {{ at: number, kind: 'place' | 'cancel' | 'complete' | 'staff' | 'outage' | 'healed', orderNo?: string, lost?: 'drop' | 'drop_after' }} DayEvent
 *   `at`: ms after the day's beginning
 * @param {import('./scenarios.mjs').Scenario} scenario
 * @returns {DayEvent[]} in the order of time
 */
export function dayEvents(scenario) {
  const random = seeded();
  const { orders, open, outage } = scenario;
  const times = Array.from({ length: orders }, () => spread(open, random)).sort((a, b) => a - b);
  const events = times.map((at, index) => ({ at, kind: 'place', orderNo: orderNoOf(index) }));
  loseAnswers(events, scenario, random);
  const later = events.flatMap(({ at, orderNo }, index) => afterwards(scenario, index, at, orderNo, random));
  const trouble =
    outage === null
      ? []
      : [
          { at: outage[0] * HOUR_MS, kind: 'outage' },
          { at: outage[1] * HOUR_MS, kind: 'healed' },
        ];
  return [...events, ...later, ...trouble].sort((a, b) => a.at - b.at);
}

const orderNoOf = (index) => `D-${String(index + 1).padStart(4, '0')}`;

/** Half of them at noon and in the evening, the others at any time. */
function spread([from, to], random) {
  const peak = random() < 0.5 ? (random() < 0.5 ? 0.25 : 0.75) : undefined;
  const share = peak === undefined ? random() : peak + (random() - 0.5) / 8;
  return Math.floor((from + (to - from) * share) * HOUR_MS);
}

/** Every other one of them within one bad quarter of an hour at noon, the rest over the day, none in the outage. */
function loseAnswers(events, { lostBooked, lostUnbooked, outage, open }, random) {
  const kinds = [...Array(lostBooked).fill('drop_after'), ...Array(lostUnbooked).fill('drop')];
  const noon = (open[0] + (open[1] - open[0]) / 4) * HOUR_MS;
  const isOut = ({ at }) => outage !== null && at >= (outage[0] - 0.5) * HOUR_MS && at < outage[1] * HOUR_MS;
  const atNoon = events.filter(({ at }) => Math.abs(at - noon) < 15 * MINUTE_MS);
  const others = events.filter((one) => !isOut(one) && !atNoon.includes(one));
  kinds
    .sort(() => random() - 0.5)
    .forEach((lost, index) => {
      const from = index % 2 === 0 && atNoon.length > 0 ? atNoon : others;
      const [one] = from.splice(Math.floor(random() * from.length), 1);
      if (one !== undefined) one.lost = lost;
    });
}

function afterwards({ orders, cancelled, moves }, index, placedAt, orderNo, random) {
  const at = placedAt + (20 + random() * 40) * MINUTE_MS;
  const every = cancelled === 0 ? Infinity : Math.floor(orders / cancelled);
  if (index % every === every - 1 && index < every * cancelled)
    return [{ at: placedAt + (5 + random() * 15) * MINUTE_MS, kind: 'cancel', orderNo }];
  return [{ at, kind: moves ? 'complete' : 'staff', orderNo }];
}
