import type { BaseParts } from '../base-parts.js';
import { robotsControl } from '../control/robots.control.js';
import { answerFaults } from '../fault-input.js';
import type { SandboxVendor } from '../sandbox-vendor.js';
import { robotsApi } from './robots-api.js';
import { Robots } from './robots.js';

/** Those to whom alarms are sent: group robots of WeCom, DingTalk and Feishu, and takers of Standard Webhooks. */
export function openRobots({ journal, now }: BaseParts): SandboxVendor {
  const robots = new Robots(journal, now);
  return {
    name: 'robots',
    remembered: [robots],
    state: () => ({ robots: robots.size, messages: robots.of({}).length }),
    control: (scope) => {
      robotsControl(scope, robots);
    },
    api: {
      routes: (scope, callDesk) => {
        robotsApi(scope, robots, callDesk);
      },
      faults: answerFaults('robots'),
    },
  };
}
