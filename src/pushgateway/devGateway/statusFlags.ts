/** The flags of a real Pushgateway with the values that this one has, as `/api/v1/status` tells them. */
export function statusFlags(settings: {
  readonly host: string;
  readonly port: number;
  readonly persistenceFile?: string;
  readonly persistenceIntervalMs: number;
  readonly enableAdminApi?: boolean;
}): Readonly<Record<string, string>> {
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  return {
    'persistence.file': settings.persistenceFile ?? '',
    'persistence.interval': goDuration(settings.persistenceIntervalMs),
    'push.disable-consistency-check': 'false',
    'web.config.file': '',
    'web.enable-admin-api': String(settings.enableAdminApi ?? false),
    'web.enable-lifecycle': 'false',
    'web.external-url': '',
    'web.listen-address': `${host}:${settings.port}`,
    'web.route-prefix': '',
    'web.telemetry-path': '/metrics',
  };
}

/** As Go's time.Duration prints it: `5m0s`, `1h0m0s`, `1.5s`, `0s`. Below a second always in seconds. */
function goDuration(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = (ms % 60_000) / 1000;
  return `${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds}s`;
}
