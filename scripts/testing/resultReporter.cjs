const { reporters } = require('mocha');
const { collectResults } = require('./collectResults.ts');

/**
 * Mocha's spec reporter, which also leaves the results in a file: `--reporter-option output=FILE`.
 * CommonJS, since mocha takes a reporter only as the module itself; run it under tsx.
 */
module.exports = class ResultReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    collectResults(runner, options.reporterOptions.output);
  }
};
