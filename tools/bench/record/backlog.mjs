import { setTimeout as sleep } from 'node:timers/promises';

const SAMPLE_EVERY_MS = 250;
/** Batches come and go: a look is the mean of so many samples, one second's. */
const SAMPLES_A_LOOK = 4;
const PENDING = `SELECT count(*)::int AS pending FROM deliveries WHERE state = 'pending'`;

/**
 * How many deliveries wait to be recorded while a load lasts.
 *
 * @template Sent
 * @param {import('pg').Client} client
 * @param {() => Promise<Sent>} load
 * @returns {Promise<{ sent: Sent, half: number, end: number }>} pending at half-time, and when the load ended
 */
export async function watchBacklog(client, load) {
  let over = false;
  const sampling = sample(client, () => over);
  try {
    const sent = await load();
    over = true;
    // What is before the first is the generator's own beginning.
    const all = await sampling;
    const samples = all.slice(all.findIndex((pending) => pending > 0));
    const middle = Math.floor((samples.length - SAMPLES_A_LOOK) / 2);
    return { sent, half: look(samples, Math.max(0, middle)), end: look(samples.slice(-SAMPLES_A_LOOK), 0) };
  } finally {
    over = true;
    await sampling;
  }
}

async function sample(client, isOver) {
  const samples = [];
  while (!isOver()) {
    const { rows } = await client.query(PENDING);
    samples.push(rows[0].pending);
    await sleep(SAMPLE_EVERY_MS);
  }
  return samples;
}

function look(samples, from) {
  const looked = samples.slice(from, from + SAMPLES_A_LOOK);
  return looked.reduce((sum, pending) => sum + pending, 0) / looked.length;
}
