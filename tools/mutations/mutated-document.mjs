/** What is put in the place of a value: of wrong kinds, at bounds, beyond them, and texts that no database holds. */
const VALUES = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e21,
    -0.000001,
    2 ** 53,
    Number.MAX_SAFE_INTEGER,
    4_102_444_800_001,
    1_704_418_200,
  ],
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e3',
    'NaN',
    '25.00',
    '½',
    '\u0000',
    '\ud83d',
    '\udc00x',
    '🍜',
    '\u202eabc',
    'x'.repeat(5_000),
  ],
  ...[
    '1970-01-01T00:00:00Z',
    '2026-02-30T00:00:00+08:00',
    '+275760-09-13T00:00:00Z',
    'paid',
    'refunded',
    'cancelled',
  ],
  ...['__proto__', "'; DROP TABLE orders; --", '=1+1', '<b>', '拿铁'.repeat(200), '\\', '"'],
  ...[[], {}, [[]], [null], { a: {} }, [{}], Array(600).fill(0), Array(40).reduce((inner) => [inner], 0)],
];

/** Mulberry32: the same seed gives the same documents everywhere. @param {number} seed @returns {() => number} 0 ≤ r < 1 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A document that was changed in one to four places, as a value and then, now and then, as bytes.
 * @param {object} document a good one
 * @param {() => number} random
 * @returns {Buffer}
 */
export function mutatedDocument(document, random) {
  const value = structuredClone(document);
  for (let times = below(random, 4); times > 0; times -= 1) mutateValue(value, random);
  let bytes = Buffer.from(JSON.stringify(value));
  if (random() < 0.1) bytes = withKeyTwice(bytes, random);
  for (let times = random() < 0.3 ? 1 + below(random, 3) : 0; times > 0; times -= 1)
    bytes = mutateBytes(bytes, random);
  return random() < 0.05 ? Buffer.concat([Buffer.from('\ufeff'), bytes]) : bytes;
}

/** What a sender may say of the text. @param {() => number} random @returns {string} */
export const contentType = (random) =>
  pick(random, [
    'application/json',
    'application/json; charset=utf-8',
    'text/plain;charset=GBK',
    'application/json; charset=gb18030',
    'x',
    'application/json; charset="',
  ]);

/** Printable, of its own each time. @param {() => number} random @param {number} index @returns {string} */
export const deliveryId = (random, index) =>
  `${pick(random, ['msg_', 'order-#', 'a b/', '+08:00 ', '{"x":', '\u00fc'])}${index}`;

const below = (random, end) => Math.floor(random() * end);
const pick = (random, list) => list[below(random, list.length)];

function mutateValue(document, random) {
  const holders = holdersIn(document);
  const holder = pick(random, holders);
  const key = pick(random, Object.keys(holder));
  if (key === undefined) return;
  const how = random();
  if (how < 0.2) delete holder[key];
  else if (how < 0.3) holder[`${key}x`] = holder[key];
  else if (how < 0.45 && typeof holder[key] === 'number')
    holder[key] += pick(random, [1, -1, 0.5, 0.0000001, 1e12]);
  else if (how < 0.6 && typeof holder[key] === 'string') holder[key] = cut(holder[key], random);
  else holder[key] = structuredClone(pick(random, VALUES));
}

const cut = (text, random) =>
  text.slice(below(random, text.length + 1)) + pick(random, ['', text, '\ud83c', '…']);

/** Every object and list of a document that holds something. */
function holdersIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(holdersIn);
  return Object.keys(value).length === 0 ? inside : [value, ...inside];
}

function withKeyTwice(bytes, random) {
  const at = bytes.indexOf('{') + 1;
  const extra = pick(random, ['"orderNo":"twice",', '"__proto__":{},', '"x":1,"\\u0078":2,', '"paidFen":1,']);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(extra), bytes.subarray(at)]);
}

function mutateBytes(bytes, random) {
  const [a, b] = [below(random, bytes.length + 1), below(random, bytes.length + 1)].sort(
    (one, other) => one - other,
  );
  switch (below(random, 5)) {
    case 0:
      return Buffer.concat([bytes.subarray(0, a), bytes.subarray(Math.min(b, a + 8))]);
    case 1:
      return bytes.subarray(0, b);
    case 2:
      return Buffer.concat([
        bytes.subarray(0, a),
        Buffer.from([below(random, 256), below(random, 256)]),
        bytes.subarray(a),
      ]);
    case 3:
      return Buffer.concat([bytes, pick(random, [Buffer.from(' '), Buffer.from('}'), bytes.subarray(a, b)])]);
    default: {
      const changed = Buffer.from(bytes);
      if (a < changed.length) changed[a] ^= 1 << below(random, 8);
      return changed;
    }
  }
}
