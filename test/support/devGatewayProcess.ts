import { startDevGateway } from '../../src/pushgateway/devGateway/startDevGateway';

// Run as a process of its own that tests can kill: `node --import tsx devGatewayProcess.ts FILE`. Prints its URL.
void run(process.argv[2] ?? '');

async function run(persistenceFile: string): Promise<void> {
  const { url } = await startDevGateway({ port: 0, persistenceFile, persistenceIntervalMs: 0 });
  console.log(url);
}
