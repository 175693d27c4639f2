import { onSignals } from '../../scripts/support/onSignals';

// Required by mocha in each suite: a run that is interrupted exits, in place of dying, and so ends the servers that its tests started.
onSignals();
