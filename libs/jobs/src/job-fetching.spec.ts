import { JobFetching } from './job-fetching.js';

describe('fetching jobs', () => {
  it('works while idle workers are heard, and no longer once they are silent', () => {
    const fetching = new JobFetching(2, 0);
    expect(fetching.works(19_999)).toBe(true);
    fetching.foundNothing(19_999);
    expect(fetching.works(39_998)).toBe(true);
    expect(fetching.works(39_999)).toBe(false);
  });

  it('works however long every worker is busy, but not while one of them should ask and does not', () => {
    const fetching = new JobFetching(2, 0);
    fetching.began(1_000);
    fetching.began(1_000);
    expect(fetching.works(3_600_000)).toBe(true);
    fetching.ended(3_600_000);
    expect(fetching.works(3_619_999)).toBe(true);
    expect(fetching.works(3_620_000)).toBe(false);
  });

  it('does not work after ten failures in a row', () => {
    const fetching = new JobFetching(1, 0);
    const fail = (times: number) => Array.from({ length: times }, () => fetching.failed());
    fail(9);
    fetching.foundNothing(1);
    fail(9);
    expect(fetching.works(2)).toBe(true);
    fetching.failed();
    expect(fetching.works(2)).toBe(false);
  });
});
