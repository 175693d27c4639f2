/**
 * What `/api/v1/status` and `pushgateway_build_info` say. The version is that of the Pushgateway whose behaviour this one has, for
 * clients that look for features by it; the build metadata behind `+` and everything else says what it is.
 */
export const buildInformation = {
  version: '1.5.1+taskmonitor.development',
  revision: 'TaskMonitor development gateway, not for production',
  branch: 'taskmonitor',
  buildUser: 'TaskMonitor',
  buildDate: '',
  goVersion: `none (Node.js ${process.version})`,
} as const;
