// The real hub in this process, on a database that others have filled: runs the worker's task that it is told, and says
// how long that took, ms.
import { answerMessages } from '../forked.mjs';
import { openReportingHub } from '../report/reporting-hub.mjs';

const [url] = process.argv.slice(2);

async function run(hub, { task }) {
  await hub.measureClock(); // no hub works by a clock that nobody has looked at for minutes
  const startedAt = performance.now();
  await hub.run(task);
  return { ms: performance.now() - startedAt };
}

answerMessages(openReportingHub(url), run);
