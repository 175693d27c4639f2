import { parseArgs } from 'node:util';
import { runTask } from './runTask.mjs';

const usage = `npm start -- [--desktop] [--port PORT] [--gateway-port PORT] [--no-open]

Builds TaskMonitor and opens its sample project in VS Code, beside a Pushgateway for development.
Installs what it needs into this folder, and stops everything on Ctrl-C.

  --port PORT          port of VS Code in the browser (default: a free one)
  --gateway-port PORT  port of the gateway (default: a free one)
  --no-open            do not open a browser
  --desktop            use the VS Code of this machine ("code" on PATH) in place of one in the browser

The sample is copied to .sample/ and kept there with your changes. Delete that folder to get a new copy.`;

try {
  const { values } = parseArgs({
    options: {
      desktop: { type: 'boolean', default: false },
      port: { type: 'string' },
      'gateway-port': { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
  } else {
    const port = portOf('--port', values.port);
    const gatewayPort = portOf('--gateway-port', values['gateway-port']);
    await runTask('./start/main.ts', { desktop: values.desktop, open: !values['no-open'], port, gatewayPort });
  }
} catch (error) {
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}

function portOf(option, text) {
  const port = Number(text ?? 0);
  if (!/^\d+$/.test(text ?? '0') || port > 65_535) {
    throw new Error(`${option} takes a port from 1 to 65535, not "${text}".`);
  }
  return port === 0 ? undefined : port;
}
