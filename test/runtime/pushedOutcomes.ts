import { pushedGroups } from './pushedGroups';

/** What the gateway at a URL holds of a job, by task: `2 ok, 3 records` after a success, `ValueError 1` after a failure, `completed` without a verdict. */
export async function pushedOutcomes(gateway: string, job: string): Promise<Record<string, string>> {
  const groups = (await pushedGroups(gateway)).filter(({ labels }) => labels['job'] === job);
  return Object.fromEntries(
    groups.map(({ labels, samples }) => {
      const failures = Object.entries(samples).flatMap(([name, count]) => {
        const [, code] = /^task_failure_total\{error_code="(.*)"\}$/u.exec(name) ?? [];
        return code === undefined ? [] : [`${code} ${count}`];
      });
      const successes = samples['task_success_total'];
      const records = samples['task_processed_records'];
      const verdict = failures.length > 0 ? failures : successes === undefined ? ['completed'] : [`${successes} ok`];
      return [
        labels['task_name'] ?? '',
        [...verdict, ...(records === undefined ? [] : [`${records} records`])].join(', '),
      ];
    }),
  );
}
