import { ConnectorError } from '#connectors-core/connector-error.js';
import { OvoparkSession } from './ovopark.session.js';
import type { Token } from './ovopark.token.js';

const NOW = new Date('2024-01-05T02:00:00Z');

const REFUSAL = new ConnectorError('auth_failed', 'no');

function sessionWithLogins() {
  const given: Token[] = [];
  const session = new OvoparkSession(async (mayCall) => {
    mayCall(NOW);
    const token = { text: `token-${given.length.toString()}`, since: NOW, goodUntil: NOW };
    given.push(token);
    return token;
  });
  return { session, given };
}

describe('a session', () => {
  it('keeps its token when an older one is refused late', async () => {
    const { session, given } = sessionWithLogins();
    const older = await session.token();
    session.drop(older);
    const newer = await session.token();
    session.drop(older);
    await session.renew(older, REFUSAL, NOW);
    expect(() => session.giveUp(older, REFUSAL, NOW)).toThrow(REFUSAL);
    expect(await session.token()).toBe(newer);
    expect(given).toEqual([older, newer]);
  });

  it('takes the second token that is refused for more than that token’s fault, unless one was taken between', async () => {
    const { session, given } = sessionWithLogins();
    await session.renew(await session.token(), REFUSAL, NOW);
    session.took(await session.token());
    await session.renew(await session.token(), REFUSAL, NOW);
    expect(given).toHaveLength(3);
    const twice = session.renew(await session.token(), REFUSAL, NOW);
    await expect(twice).rejects.toMatchObject({ code: 'auth_failed', retryAfterMs: 600_000 });
    await expect(session.token()).rejects.toMatchObject({ code: 'auth_failed', retryAfterMs: 600_000 });
    expect(given).toHaveLength(3);
  });

  it('does not remember what kept the login from being sent at all', async () => {
    let isOpen = true;
    const session = new OvoparkSession(async (mayCall) => {
      if (isOpen) throw new ConnectorError('unavailable', 'not called: most calls failed just now');
      mayCall(NOW);
      return { text: 't', since: NOW, goodUntil: NOW };
    });
    await expect(session.token()).rejects.toMatchObject({ code: 'unavailable', retryAfterMs: undefined });
    isOpen = false;
    expect((await session.token()).text).toBe('t');
  });
});
