import type { Suite } from 'mocha';

/** For a suite whose tests build on each other: what comes behind one that failed is skipped, instead of failing for its sake. */
export function inOrder(suite: Suite): void {
  suite.beforeEach(function () {
    if (suite.tests.some((test) => test.isFailed())) this.skip();
  });
}
