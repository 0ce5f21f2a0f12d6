import { discrepancyEventKind } from './discrepancy.js';
import { discrepancyStoryText, STORY_TEXTS } from './discrepancy-story.js';

it('every event of a history has a sentence', () => {
  expect(Object.keys(STORY_TEXTS)).toEqual(expect.arrayContaining(discrepancyEventKind.options));
});

it('a sentence names who and what, and leaves out what is not known', () => {
  const told = (kind: string, actor: string | null, detail: unknown) =>
    discrepancyStoryText({ kind, actor, detail });
  expect(told('repair_failed', null, { repair: 'cancel', code: 'rejected', message: 'too late' })).toEqual({
    zh: '修复没有做成：在收银取消，too late',
    en: 'The repair has failed: cancel it at the till, too late',
  });
  expect(told('closed', null, null).zh).toBe('差异结束');
  expect(told('closed', null, { by: 'agrees' }).zh).toBe('差异结束：各方已经一致');
  expect(told('assigned', 'Li', { assignee: null }).en).toBe('Li assigned it to nobody');
  expect(told('reopened', 'Li', null).en).toBe('Li took the decision back and opened it again');
  expect(told('dismissed', null, null).zh).toBe('系统 忽略了差异');
  expect(told('moved', null, null)).toEqual({ zh: 'moved', en: 'moved' });
});

it('what a vendor said is no pattern', () => {
  const { en } = discrepancyStoryText({
    kind: 'repair_failed',
    actor: null,
    detail: { repair: 'ship', message: '[{actor}] $& {why}' },
  });
  expect(en).toBe('The repair has failed: ship it at the till, [{actor}] $& {why}');
});
