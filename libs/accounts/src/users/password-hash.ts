import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What a hash costs whoever tries passwords: `128 · 2^ln · r` bytes of memory, read and written `p` times over. */
export interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/**
 * OWASP's Password Storage Cheat Sheet gives several costs that are worth the same; this is the one of 32 MiB (N = 2^15,
 * r = 8, p = 3), of which a hub can afford two at once. Raised here, each stored hash is made anew when its user signs in.
 */
export const COST: Cost = { ln: 15, r: 8, p: 3 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** A stored cost above this is no work of ours, and would be paid by us. */
const MOST: Cost = { ln: 20, r: 32, p: 16 };
const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

interface Stored {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** A stored hash that nothing here has written. */
export class PasswordHashError extends Error {
  override readonly name = 'PasswordHashError';
}

/** Which bytes a password is: characters that look the same are the same, whatever keyboard they came from. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8');

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

const written = ({ cost: { ln, r, p }, salt, hash }: Stored): string =>
  `$scrypt$ln=${String(ln)},r=${String(r)},p=${String(p)}$${base64(salt)}$${base64(hash)}`;

/** @throws PasswordHashError */
function readHash(text: string): Stored {
  const [, ln, r, p, salt = '', hash = ''] = FORM.exec(text) ?? [];
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const isPayable =
    cost.ln >= 1 && cost.ln <= MOST.ln && cost.r >= 1 && cost.r <= MOST.r && cost.p >= 1 && cost.p <= MOST.p;
  if (!isPayable) throw new PasswordHashError('the stored password hash cannot be read');
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

/** @returns what is stored: `$scrypt$ln=…,r=…,p=…$salt$hash`, in base64 without padding */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return written({ cost, salt, hash: await derive(password, salt, cost) });
}

/** In constant time once it is derived. @throws PasswordHashError */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const { cost, salt, hash } = readHash(stored);
  return timingSafeEqual(await derive(password, salt, cost), hash);
}

/** Whether a stored hash costs something else than one that is made today. @throws PasswordHashError */
export function isOfOtherCost(stored: string, { ln, r, p }: Cost = COST): boolean {
  const { cost } = readHash(stored);
  return cost.ln !== ln || cost.r !== r || cost.p !== p;
}

/** What no password is known for, and costs as much as any: held against what is typed for a user who is not there. */
export const hashOfNobody = (): string =>
  written({ cost: COST, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) });

function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** ln;
  // What it takes, and some for itself: without it Node refuses above 32 MiB.
  const maxmem = 128 * N * r + 128 * r * p + 1024 * 1024;
  return new Promise((resolve, reject) => {
    scrypt(bytesOf(password), salt, HASH_BYTES, { N, r, p, maxmem }, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
}
