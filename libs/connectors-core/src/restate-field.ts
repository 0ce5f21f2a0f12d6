import type { ConfigField } from './config-field.js';

const RESTATE_MODES = {
  ask: { zh: '等人要求再上报', en: 'wait until somebody asks' },
  auto: { zh: '自动再上报', en: 'are reported again by themselves' },
} as const;
export type RestateMode = keyof typeof RESTATE_MODES;

/** A setting of every connector that hours are reported to: it is looked at where hours are derived, not by the vendor's code. */
export const RESTATE = {
  name: 'restate',
  labels: { zh: '上报后又变了的小时', en: 'Changed hours' },
  descriptions: {
    zh: '我们自己的设定。某个小时上报以后数字又变了怎么办。auto：自动再上报一次，盖掉原来的。ask：等人要求再上报。不填：先按 ask；有人看过对方后台，确认盖掉后显示正确（confirm-cover）以后，按 auto。',
    en: 'A setting of ours. What becomes of an hour that was reported and has changed. auto: it is reported again, covering, by itself. ask: it waits until somebody asks for it. Empty: ask, until a person has confirmed (confirm-cover) that an hour which was covered shows right at the vendor; from then on auto.',
  },
  type: 'choice',
  choices: RESTATE_MODES,
} as const satisfies ConfigField;
