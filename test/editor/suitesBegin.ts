/** What the extension host writes to its console before the first suite: from there on, the console is the suites'. */
export const suitesBegin = 'The suites begin in the extension host.';
