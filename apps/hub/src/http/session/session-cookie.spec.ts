import { SessionCookie } from './session-cookie.js';

const TOKEN = 'A'.repeat(42) + '-';

describe('SessionCookie', () => {
  it('is bound to the host and to https where people reach the hub by https', () => {
    const cookie = new SessionCookie('https://hub.example.cn');
    expect(cookie.written(TOKEN)).toBe(
      `__Host-suanpan_session=${TOKEN}; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict; Secure`,
    );
  });

  it.each([undefined, 'http://hub.local:3000'])('is sent by http where that is all there is: %s', (url) => {
    const cookie = new SessionCookie(url);
    expect(cookie.written(TOKEN)).toBe(
      `suanpan_session=${TOKEN}; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict`,
    );
    expect(cookie.erased()).toBe('suanpan_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict');
  });

  it.each([
    `suanpan_session=${TOKEN}`,
    `theme=dark; suanpan_session=${TOKEN};lang=zh`,
    `xsuanpan_session=${'B'.repeat(43)}; suanpan_session=${TOKEN}; SUANPAN_SESSION=${'C'.repeat(43)}`,
  ])('is read among others: %s', (header) => {
    expect(new SessionCookie(undefined).read(header)).toBe(TOKEN);
  });

  it.each([
    undefined,
    '',
    'suanpan_session',
    'suanpan_session=',
    `suanpan_session="${TOKEN}"`,
    `suanpan_session=${TOKEN}A`,
    `suanpan_session=${TOKEN.slice(1)}`,
    `suanpan_session=${TOKEN.slice(1)}=`,
    `suanpan_session =${TOKEN}`,
    `__Host-suanpan_session=${TOKEN}`,
    `suanpan_session=${TOKEN}; suanpan_session=${TOKEN}`,
    `suanpan_session=; suanpan_session=${TOKEN}`,
    `suanpan_session=${TOKEN}, suanpan_session=${TOKEN}`,
  ])('is none: %s', (header) => {
    expect(new SessionCookie(undefined).read(header)).toBeUndefined();
  });

  it('takes no cookie that came by http in the place of one that is bound to https', () => {
    expect(new SessionCookie('https://hub.example.cn').read(`suanpan_session=${TOKEN}`)).toBeUndefined();
  });
});
