import fc from 'fast-check';
import { isUuid, uuidV7 } from './ids.js';

const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
const instant = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true });

describe('uuidV7', () => {
  it('is a UUID of version 7 with the RFC variant', () => {
    fc.assert(
      fc.property(instant, random, (at, bytes) => {
        const id = uuidV7(at, bytes);
        expect(isUuid(id)).toBe(true);
        expect(id[14]).toBe('7');
        expect('89ab').toContain(id[19]);
      }),
    );
  });

  it('sorts by time and tells its millisecond', () => {
    fc.assert(
      fc.property(instant, instant, random, random, (a, b, bytesOfA, bytesOfB) => {
        const [idOfA, idOfB] = [uuidV7(a, bytesOfA), uuidV7(b, bytesOfB)];
        if (a < b) expect(idOfA < idOfB).toBe(true);
        expect(Number.parseInt(idOfA.slice(0, 8) + idOfA.slice(9, 13), 16)).toBe(a.getTime());
      }),
    );
  });
});
