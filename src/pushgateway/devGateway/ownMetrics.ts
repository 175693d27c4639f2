import { Counter, Gauge, Registry, Summary } from 'prom-client';
import type { MetricFamily } from '../exposition/metricFamily';
import { parseExposition } from '../exposition/parseExposition';
import { buildInformation } from './buildInformation';
import { reservedFamilies } from './reservedFamilies';

/** A request to a route. Scrapes and what is no route are not counted, as on a real Pushgateway. */
export interface CountedRequest {
  /** `push`, `delete`, `api/v1/metrics` …: a real Pushgateway's names of its handlers. */
  readonly handler: string;
  /** `PUT` */
  readonly method: string;
  readonly status: number;
}

export interface MeasuredPush {
  /** `PUT` */
  readonly method: string;
  /** Of the whole request, about. */
  readonly sizeBytes: number;
  readonly seconds: number;
}

const QUANTILES = [0.1, 0.5, 0.9];

/** What the gateway measures about itself, under a real Pushgateway's names. */
export class OwnMetrics {
  private readonly registry = new Registry();
  private readonly requests = new Counter({
    ...this.named('pushgateway_http_requests_total'),
    labelNames: ['handler', 'code', 'method'],
  });
  private readonly pushSize = new Summary({
    ...this.named('pushgateway_http_push_size_bytes'),
    labelNames: ['method'],
    percentiles: QUANTILES,
  });
  private readonly pushDuration = new Summary({
    ...this.named('pushgateway_http_push_duration_seconds'),
    labelNames: ['method'],
    percentiles: QUANTILES,
  });

  /** @param startTimeMs of the gateway, which stands for the process: in an editor the process is older, but what it counts is not */
  constructor(startTimeMs: number) {
    const { version, revision, branch, goVersion } = buildInformation;
    const labels = { version, revision, branch, goversion: goVersion, goos: process.platform, goarch: process.arch };
    const buildInfo = new Gauge({ ...this.named('pushgateway_build_info'), labelNames: Object.keys(labels) });
    buildInfo.set(labels, 1);
    const startTime = new Gauge(this.named('process_start_time_seconds'));
    startTime.set(startTimeMs / 1000);
    const memory = new Gauge({
      ...this.named('process_resident_memory_bytes'),
      collect: () => {
        memory.set(process.memoryUsage.rss());
      },
    });
    const cpu = new Counter({
      ...this.named('process_cpu_seconds_total'),
      collect: () => {
        const { user, system } = process.cpuUsage();
        cpu.reset();
        cpu.inc((user + system) / 1e6);
      },
    });
  }

  count({ handler, method, status }: CountedRequest): void {
    this.requests.inc({ handler, code: String(status), method: method.toLowerCase() });
  }

  measure({ method, sizeBytes, seconds }: MeasuredPush): void {
    const labels = { method: method.toLowerCase() };
    this.pushSize.observe(labels, sizeBytes);
    this.pushDuration.observe(labels, seconds);
  }

  async families(): Promise<readonly MetricFamily[]> {
    const parsed = parseExposition(`${await this.registry.metrics()}\n`);
    if (parsed.kind === 'invalid') throw new Error(`prom-client wrote ${parsed.message}`);
    return parsed.families;
  }

  private named(name: string): { name: string; help: string; registers: Registry[] } {
    return { name, help: reservedFamilies.get(name)?.help ?? '', registers: [this.registry] };
  }
}
