import { forgetPeakMemory, memoryMb, peakMemoryMb } from './process-memory.mjs';

/** More often the samples themselves would cost what is measured. */
const SAMPLE_EVERY_MS = 10;

/**
 * @typedef {object} Cost
 * @property {number} cpuMs of all threads of this process
 * @property {number} peakMb by how much resident memory grew at most
 * @property {boolean} sampled whether the system does not tell the peak: then it is of samples between two turns of
 *   the event loop
 */

/**
 * What some work of this process takes. Garbage is collected before, where Node was started so that it can be:
 * room that somebody else left must not hide what the work takes.
 *
 * @template {object} Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result & Cost>}
 */
export async function measured(work) {
  globalThis.gc?.();
  const memory = forgetPeakMemory('self') ? kernelPeak() : sampledPeak();
  const cpu = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { ...result, cpuMs: (user + system) / 1000, ...memory() };
}

function kernelPeak() {
  const before = memoryMb('self');
  return () => ({ peakMb: Math.max(0, peakMemoryMb('self') - before), sampled: false });
}

function sampledPeak() {
  const resident = () => process.memoryUsage.rss() / 2 ** 20;
  const before = resident();
  let most = before;
  const sample = () => (most = Math.max(most, resident()));
  const timer = setInterval(sample, SAMPLE_EVERY_MS);
  return () => {
    clearInterval(timer);
    return { peakMb: sample() - before, sampled: true };
  };
}
