const KB = 1_024;
/** What a generator takes to begin and to end is no lower rate. */
const REACHED = 0.95;
/** Of what is sent in a second: more than that over half the time is a backlog that grows. */
const FLAT_WITHIN = 0.5;

const perThousand = (name) => (measured) => (measured[name] / measured.orders) * 1_000;
const kbAnOrder = (name) => (measured) => measured[name] / measured.orders / KB;
const ofLoad = (read) => (measured) => measured.sent && read(measured);

/** Of a plain recorder or of a hub; `undefined`: it has no such figure. */
export const hubCpuMs = perThousand('cpuMs');
export const databaseCpuMs = perThousand('databaseCpuMs');
export const statements = perThousand('statements');
export const walKb = kbAnOrder('walBytes');
export const imagesKb = kbAnOrder('imageBytes');
export const rssMb = ({ rssMb: mb }) => mb;
export const recordedPerSecond = ({ perSecond }) => perSecond;
export const takenPerSecond = ofLoad(({ sent }) => sent.acknowledged / sent.seconds);
export const p50Ms = ofLoad(({ p50 }) => p50);
export const p99Ms = ofLoad(({ p99 }) => p99);
export const pendingHalf = ofLoad(({ half }) => half);
export const pendingEnd = ofLoad(({ end }) => end);

export const isFlat = (measured) => measured.end - measured.half <= takenPerSecond(measured) * FLAT_WITHIN;

/** Why a paced load was not what was asked for; `undefined` when it was. */
export function shortfall({ asked, sent }) {
  if (asked === undefined || sent.acknowledged / sent.seconds >= asked * REACHED) return undefined;
  const reached = (sent.acknowledged / sent.seconds).toFixed(0);
  const refused = sent.refused > 0 ? `, ${sent.refused} were refused` : '';
  return `${asked}/s was NOT reached: ${reached}/s were taken${refused}; the generator or the hub could do no more on this machine`;
}
