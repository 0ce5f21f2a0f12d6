import { Agent, request as httpRequest } from 'node:http';
import { seeded } from '../mutated-document.mjs';
import { pospal } from './pospal.mjs';
import { below, pick } from './request.mjs';
import { storefront } from './storefront.mjs';
import { zhimaiPath, zhimaiSigned } from './zhimai.mjs';

/** @type {Readonly<Record<string, import('./request.mjs').Scheme>>} */
export const SCHEMES = {
  storefront,
  pospal,
  'zhimai, signed': zhimaiSigned,
  'zhimai, by its address': zhimaiPath,
};

/** One request in so many is right, and is to be taken. */
const GOOD_EVERY = 500;
/** As many as a forger has to begin with that were taken. */
const TAKEN_BEFORE = 20;

/** Each from an address of its own, as a proxy would tell of them. */
export const anyAddress = (random) => [11, 0, 0, 0].map((from) => from + below(random, 200)).join('.');

/**
 * Sends requests of one scheme that are none of the account's, and now and then one that is.
 *
 * @param {{ base: string, path: string, scheme: import('./request.mjs').Scheme, requests: number, seed: number,
 *   addressOf?: (random: () => number) => string, connections?: number, run?: string }} what `path`: the account's address
 */
export async function sendForged({
  base,
  path,
  scheme,
  requests,
  seed,
  run = '',
  connections = 16,
  ...rest
}) {
  const { addressOf = anyAddress } = rest;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const random = seeded(seed);
  const ways = Object.entries(scheme.forgeries);
  const outcome = { statuses: new Map(), accepted: [], good: 0, goodRefused: [] };
  const post = (request) => exchange(base, agent, withAddress(request, addressOf(random)));
  const sendGood = async (index) => {
    const request = scheme.good(`${run}g${index}`, path);
    const status = await post(request);
    outcome.good += 1;
    if (status !== 200) outcome.goodRefused.push(status);
    return request;
  };
  const taken = [];
  while (taken.length < TAKEN_BEFORE) taken.push(await sendGood(`${seed}-${taken.length}`));
  let next = 0;
  const sender = async () => {
    while (next < requests) {
      const index = next++;
      if (index % GOOD_EVERY === 0) await sendGood(`${seed}-r${index}`);
      const [how, forgery] = pick(random, ways);
      const right =
        scheme.replayed === true ? pick(random, taken) : scheme.good(`${run}${seed}-${index}`, path);
      const status = await post(forgery(right, random));
      outcome.statuses.set(status, (outcome.statuses.get(status) ?? 0) + 1);
      if (status < 400) outcome.accepted.push(how);
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  agent.destroy();
  return outcome;
}

const withAddress = (request, address) => ({
  ...request,
  headers: { ...request.headers, 'x-forwarded-for': address, 'content-length': String(request.body.length) },
});

/**
 * Asked once more on a connection of its own where the one that was kept had been closed in the meantime.
 *
 * @returns {Promise<number>} the status
 */
function exchange(base, agent, request) {
  const { method, path, headers, body } = request;
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method, path, headers, agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    sent.on('error', (error) => {
      if (sent.reusedSocket) exchange(base, undefined, request).then(resolve, reject);
      else reject(error);
    });
    sent.end(body);
  });
}
