// The options of Node with which every hub is started. Run by itself it prints them, for a shell: the Dockerfile does.
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';

/**
 * Where there is room V8 takes it and leaves garbage lying: a hub that writes a million hours as CSV would take twice the
 * memory, with as little of it in use. Bodies and answers lie outside of the heap, and what is in hand of them at once is
 * bounded.
 */
const HEAP_MB = 1024;
/** One of the two halves in which objects begin: 16 of themselves in Node 20, 64 in Node 24. */
const HALF_OF_YOUNG_MB = 16;
const OPTIONS = [`--max-old-space-size=${HEAP_MB}`, `--max-semi-space-size=${HALF_OF_YOUNG_MB}`];

/**
 * @param {Record<string, string | undefined>} env the hub's: what whoever starts it has set in NODE_OPTIONS, in megabytes or
 *   per cent, is left as it is
 * @param {number} [ownLimitMb] what Node takes by itself, as here: of a machine or container with little memory it is less
 * @returns {string[]} what stands before the script
 */
export function hubOptions(env, ownLimitMb = v8.getHeapStatistics().heap_size_limit / 2 ** 20) {
  if (ownLimitMb <= HEAP_MB) return [];
  const given = (env.NODE_OPTIONS ?? '').replaceAll('_', '-');
  return OPTIONS.filter((option) => !given.includes(option.split('=', 1)[0]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(hubOptions(process.env).join(' '));
