import { piecesOf } from './stretch.js';

const at = (hour: number): string => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const STREAM = {
  ...{ accountId: 'a', stream: '1', openWindows: 1, failedWindows: 1 },
  ...{ soughtLegs: null, vendorClockOffsetMs: null, budget: null },
  ...{ startsAt: at(0), plannedTo: at(9), completeTo: at(3) },
  gaps: [
    { from: at(3), to: at(4), state: 'failed', errorCode: 'unavailable' },
    { from: at(8), to: at(9), state: 'open', errorCode: null },
  ],
} as const;

describe('what of a stretch is read', () => {
  it('is what is planned, with its gaps above it', () => {
    expect(piecesOf({ ...STREAM, gaps: [...STREAM.gaps] }, Date.parse(at(0)), Date.parse(at(10)))).toEqual([
      { what: 'read', left: 0, width: 90 },
      { what: 'failed', left: 30, width: 10 },
      { what: 'open', left: 80, width: 10 },
    ]);
  });

  it('is cut to the stretch', () => {
    expect(piecesOf({ ...STREAM, gaps: [...STREAM.gaps] }, Date.parse(at(-10)), Date.parse(at(0)))).toEqual(
      [],
    );
  });
});
