import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import { CONNECTOR_ERROR_CODES, ConnectorError, RETRY } from './connector-error.js';
import { faultOf, pauseAfter, shortMessage, shortVendorCode } from './fault.js';

describe('what is told of a fault', () => {
  it('of a vendor: its code, its own code, its words, its wish', () => {
    const detail = { vendorCode: '1011', retryAfterMs: 20_000 };
    expect(faultOf(new ConnectorError('rate_limited', 'slower', detail), 'internal')).toEqual({
      code: 'rate_limited',
      vendorCode: '1011',
      message: 'slower',
      retryAfterMs: 20_000,
    });
    expect(faultOf(new ConnectorError('rejected', 'no'), 'internal')).toMatchObject({
      vendorCode: null,
      retryAfterMs: 0,
    });
  });

  it('of the domain: its words, which are written for people', () => {
    expect(faultOf(new DomainError(refusal('delivery_body_gone')), 'internal')).toMatchObject({
      code: 'internal',
      message: 'the body of the delivery is gone: its partition was dropped',
    });
  });

  it.each([
    [new TypeError('13800000000'), 'unexpected fault: TypeError'],
    [Object.assign(new Error('key 13800000000'), { code: '22021' }), 'unexpected fault: Error 22021'],
    ['13800000000', 'unexpected fault: string'],
  ])('of what nobody foresaw: its kind, and that the caller knows what it means', (error, message) => {
    expect(faultOf(error, 'outcome_unknown')).toEqual({
      ...{ code: 'outcome_unknown', vendorCode: null, message, retryAfterMs: 0 },
    });
  });

  it('in a bounded number of characters that a database holds', () => {
    const long = `\0${'\u{1F35C}'.repeat(2_000)}`;
    const fault = faultOf(new ConnectorError('rejected', long, { vendorCode: long }), 'internal');
    expect(fault).toMatchObject({ message: shortMessage(long), vendorCode: shortVendorCode(long) });
    expect(fault.message).toHaveLength(1_000);
    expect(fault.vendorCode).toHaveLength(100);
    expect(`${fault.message}${fault.vendorCode ?? ''}`).not.toMatch(/[\0\p{Cs}]/u);
  });
});

it('rests as the table says, and not at all where trying again is of no use', () => {
  for (const code of [...CONNECTOR_ERROR_CODES, 'internal'] as const) {
    const pause = pauseAfter({ code, retryAfterMs: 0 }, 20, () => 0.5);
    expect([code, pause === null]).toEqual([code, !RETRY[code].later]);
  }
  expect(pauseAfter({ code: 'internal', retryAfterMs: 0 }, 20, () => 1)).toBe(300_000);
});
