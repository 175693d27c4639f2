import type { ScrapeJob } from '../syntax/yaml/scrapeJob';

/**
 * Whether a job scrapes a Pushgateway, by what it and its targets are called: port 9091 alone is that of others too.
 * `only` when nothing says that it scrapes something else besides. undefined for all other jobs.
 */
export function pushgatewayJob(job: ScrapeJob): 'only' | 'among others' | undefined {
  const { name } = job;
  const isScrape = !/\/(?:probe|federate|snmp)$/.test(job.metricsPath);
  const gateways = job.targets.filter((target) => isGateway(target) || (pushes.test(name) && target.endsWith(':9091')));
  const isKept = job.keptBy.some((regex) => gateway.test(regex) && !/[|^!]|exporter/.test(regex.replace(/^\^/, '')));
  const isNamed = isKept || (gateway.test(name) && (gateways.length > 0 || !aboutGateways.test(name)));
  if (!isScrape || (gateways.length === 0 && !isNamed)) {
    return undefined;
  }
  const others = job.targets.filter((target) => !isGateway(target) && !/:9091(?:\/|$)/.test(target));
  return others.length === 0 || (isNamed && gateways.length === 0) ? 'only' : 'among others';
}

const gateway = /push[-_. ]?gate[-_. ]?way|push[-_]?gw|\bpgw\b/i;

/** `push`, `pushed-metrics`; with the gateway's port as well that is clear. */
const pushes = /(?:^|[^a-z])push(?:ed|er)?(?:[^a-z]|$)/i;

/** What looks at a gateway's machine or at its answers, not at its metrics: `blackbox-pushgateway`. */
const aboutGateways = /node|blackbox|cadvisor|probe|exporter|process|icmp|ping|ssl|http|tcp|log/i;

/** `pushgateway:9091`, `push-gateway.monitoring.svc`; on another port its host may serve other metrics: `pushgateway:9100`. */
function isGateway(target: string): boolean {
  const [, host = '', port] = /^(?:https?:\/\/)?([^/:]*)(?::(\d+))?/.exec(target) ?? [];
  return gateway.test(host) && !/exporter/i.test(host) && (port === undefined || /^(?:80|443|\d*9091)$/.test(port));
}
