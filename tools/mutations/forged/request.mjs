// What the forgers of every scheme have in common: independent of the hub's own signers, which would agree with their
// own mistakes.

/**
 * @typedef {{ method: string, path: string, headers: Record<string, string>, body: Buffer }} Request
 * @typedef {(good: Request, random: () => number) => Request} Forgery what a forger makes of a request that is right
 * @typedef {object} Scheme
 * @property {string} connector
 * @property {object} config of the account
 * @property {string} [baseUrl] of the account: nothing is sent there
 * @property {(index: number, path: string) => Request} good a request that is right, another for each index
 * @property {Readonly<Record<string, Forgery>>} forgeries by what is done; none leaves a request that is right
 * @property {boolean} [replayed] the request that they are made of has been taken before
 */

export const below = (random, end) => Math.floor(random() * end);
export const pick = (random, list) => list[below(random, list.length)];

/** One bit of it is another. @param {Buffer} bytes not empty */
export function bitFlipped(bytes, random) {
  const changed = Buffer.from(bytes);
  changed[below(random, changed.length)] ^= 1 << below(random, 8);
  return changed;
}

/** Another text of the same length. @param {string} text with a letter or digit in it */
export function characterChanged(text, random) {
  const places = [...text].flatMap((character, at) => (/[A-Za-z0-9]/.test(character) ? [at] : []));
  const at = pick(random, places);
  const other = pick(
    random,
    [...'0123456789abcdefABCDEF'].filter((character) => character !== text[at]),
  );
  return text.slice(0, at) + other + text.slice(at + 1);
}

export const withHeader = (request, name, value) => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

/** @param {object} object @param {string} name of a member that is left out */
export const without = (object, name) =>
  Object.fromEntries(Object.entries(object).filter(([member]) => member !== name));

export const withoutHeader = (request, name) => ({ ...request, headers: without(request.headers, name) });

/** What no body of JSON is, or what none is taken of. */
export const BROKEN_BODIES = [
  '',
  'null',
  '[]',
  '""',
  '{',
  '{"a":1,"a":2}',
  '{"__proto__":{"isAdmin":true}}',
  '['.repeat(5_000),
  '\u0000',
  '<?xml version="1.0"?><order/>',
  'a=1&b=2',
];

/** Whatever the scheme: what leads nowhere, or is no delivery. */
export const OF_ANY = {
  'another account’s address': (good, random) => ({ ...good, path: keyChanged(good.path, random) }),
  'half an address': (good, random) => ({
    ...good,
    path: good.path.slice(0, good.path.lastIndexOf('/') + 1 + below(random, 20)),
  }),
  'another connector’s address': (good) => ({
    ...good,
    path: good.path.replace(/^\/webhooks\/\w+/, '/webhooks/suning'),
  }),
  'an address that goes on': (good, random) => ({
    ...good,
    path: good.path + pick(random, ['/x', '//', '/../x', '%00', '%2f', '.json', ';x', '%zz']),
  }),
  'another method': (good, random) => ({ ...good, method: pick(random, ['PUT', 'PATCH', 'DELETE']) }),
  'a packed body': (good, random) =>
    withHeader(good, 'content-encoding', pick(random, ['gzip', 'br', 'deflate', 'x', 'gzip, identity'])),
};

function keyChanged(path, random) {
  const at = path.lastIndexOf('/') + 1;
  return path.slice(0, at) + characterChanged(path.slice(at), random);
}
