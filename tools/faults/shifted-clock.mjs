import fs from 'node:fs';

/**
 * Preloaded into a program (`--import`), this plays a wall clock that was set: the file named by SHIFTED_CLOCK holds
 * by how many milliseconds it is off, and is looked at all the time. The monotonic clock and timers stay right, as
 * they do when a clock is set on a real machine.
 */
const file = process.env.SHIFTED_CLOCK;
const LOOK_EVERY_MS = 20;
const RealDate = Date;
let shiftMs = 0;

const look = () => {
  // Half written, or not yet there: the clock stays as it was.
  const shift = fs.existsSync(file) ? Number.parseInt(fs.readFileSync(file, 'utf8'), 10) : 0;
  if (Number.isSafeInteger(shift)) shiftMs = shift;
};

const now = () => RealDate.now() + shiftMs;

if (file !== undefined) {
  look();
  setInterval(look, LOOK_EVERY_MS).unref();
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, given, asked) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, asked),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  RealDate.prototype.constructor = globalThis.Date;
}
